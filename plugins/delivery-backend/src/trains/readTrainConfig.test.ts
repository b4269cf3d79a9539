import { ConfigReader } from '@backstage/config';
import { readTrainConfig } from './readTrainConfig';

const read = (pullRequests?: string) =>
  readTrainConfig(
    new ConfigReader({ delivery: { promotion: { trains: { pullRequests } } } }),
  );

describe('readTrainConfig', () => {
  it('takes each and one, and each when it says nothing', () => {
    expect(readTrainConfig(new ConfigReader({}))).toBe('each');
    expect(read('each')).toBe('each');
    expect(read('one')).toBe('one');
  });

  it('says what may be written', () => {
    expect(() => read('two')).toThrow(
      'delivery.promotion.trains.pullRequests in app-config is "two": write each or one',
    );
  });
});
