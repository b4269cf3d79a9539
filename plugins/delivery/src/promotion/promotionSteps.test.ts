import { promotionSteps } from './promotionSteps';

const states = (status: Parameters<typeof promotionSteps>[0]) =>
  promotionSteps(status).map(({ state }) => state);

describe('promotionSteps', () => {
  it('goes from the pull request to the end', () => {
    expect(states('proposed')).toEqual([
      'current',
      'pending',
      'pending',
      'pending',
      'pending',
    ]);
    expect(states('open')[0]).toBe('done');
    expect(states('open')[1]).toBe('current');
    expect(states('merged')).toEqual(states('syncing'));
    expect(states('verifying')[3]).toBe('current');
    expect(new Set(states('succeeded'))).toEqual(new Set(['done']));
  });

  it('stops where it failed', () => {
    expect(states('rejected')).toEqual([
      'done',
      'failed',
      'pending',
      'pending',
      'pending',
    ]);
    expect(states('failed')[1]).toBe('done');
    expect(states('failed')[2]).toBe('failed');
  });
});
