import { ConfigReader } from '@backstage/config';
import { readOverrideConfig } from './readOverrideConfig';

const read = (override?: Record<string, string>) =>
  readOverrideConfig(
    new ConfigReader({ delivery: { promotion: { override } } }),
  );

describe('readOverrideConfig', () => {
  it('is 4 hours and at most 24 when nothing is said', () => {
    expect(read()).toEqual({ defaultMinutes: 240, maxMinutes: 1440 });
  });

  it('keeps the default within the bound', () => {
    expect(read({ maxTime: '1h' })).toEqual({
      defaultMinutes: 60,
      maxMinutes: 60,
    });
    expect(read({ defaultTime: '30m', maxTime: '2h' })).toEqual({
      defaultMinutes: 30,
      maxMinutes: 120,
    });
    expect(read({ defaultTime: '2d' })).toEqual({
      defaultMinutes: 2880,
      maxMinutes: 2880,
    });
  });

  it.each([
    [{ maxTime: '32d' }, 'delivery.promotion.override.maxTime in app-config'],
    [{ maxTime: '90s' }, 'must be whole minutes'],
    [{ defaultTime: '0m' }, 'must be whole minutes'],
    [{ defaultTime: '2h', maxTime: '1h' }, 'must not be longer than'],
  ])('refuses %j', (override, message) => {
    expect(() => read(override)).toThrow(message);
  });
});
