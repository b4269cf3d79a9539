import type { PromotionRecord } from './PromotionRecord';
import { leaseInTurn } from './leaseInTurn';

const proposed = { id: 'p', status: 'proposed' } as PromotionRecord;
const open = { id: 'p', status: 'open' } as PromotionRecord;

/** A store in which another run has the promotion for so many looks. */
function createStore(options: { busyFor: number; then?: PromotionRecord }) {
  let looks = 0;
  return {
    lease: jest.fn(async (_id: string, _by: string, { steal = false }) => {
      looks += 1;
      return steal || (looks > options.busyFor && !options.then)
        ? proposed
        : undefined;
    }),
    get: jest.fn(async () =>
      looks > options.busyFor ? options.then ?? proposed : proposed,
    ),
  };
}

const lease = (store: Parameters<typeof leaseInTurn>[0], waitMs: number) =>
  leaseInTurn(store, {
    id: 'p',
    holder: 'me',
    patience: { tries: 40, pauseMs: 10 },
    waitMs,
  });

describe('leaseInTurn', () => {
  it('takes what nobody has in hand at once', async () => {
    const store = createStore({ busyFor: 0 });
    expect(await lease(store, 1_000)).toBe(proposed);
    expect(store.lease).toHaveBeenCalledTimes(1);
    expect(store.lease).toHaveBeenCalledWith('p', 'me', { steal: false });
  });

  it('leaves it to the run that opens it', async () => {
    const store = createStore({ busyFor: 2, then: open });
    expect(await lease(store, 60_000)).toBeUndefined();
    expect(store.lease).not.toHaveBeenCalledWith('p', 'me', { steal: true });
  });

  it('takes over when the other run lets go of it', async () => {
    const store = createStore({ busyFor: 1 });
    expect(await lease(store, 60_000)).toBe(proposed);
    expect(store.lease).not.toHaveBeenCalledWith('p', 'me', { steal: true });
  });

  it('takes it from a run that does not come to an end', async () => {
    const store = createStore({ busyFor: Infinity });
    expect(await lease(store, 50)).toBe(proposed);
    expect(store.lease).toHaveBeenLastCalledWith('p', 'me', { steal: true });
  });

  it('does not wait for a promotion that was given up', async () => {
    const store = {
      lease: jest.fn(async () => undefined),
      get: async () => undefined,
    };
    expect(await lease(store, 60_000)).toBeUndefined();
    expect(store.lease).toHaveBeenCalledTimes(1);
  });
});
