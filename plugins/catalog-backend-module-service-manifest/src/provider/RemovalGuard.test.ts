import { RemovalGuard } from './RemovalGuard';

const refs = (count: number, from = 0) =>
  new Set(Array.from({ length: count }, (_, i) => `component:x/${from + i}`));

function guardOf(before: number, maxRemovedShare = 0.3) {
  const askCatalog = jest.fn(async () => refs(before));
  return {
    guard: new RemovalGuard({ maxRemovedShare, askCatalog }),
    askCatalog,
  };
}

describe('RemovalGuard', () => {
  it.each([
    [100, 70, undefined],
    [100, 69, { removed: 31, before: 100 }],
    [100, 0, { removed: 100, before: 100 }],
    [6, 0, { removed: 6, before: 6 }],
    [5, 0, { removed: 5, before: 5 }],
    [5, 2, { removed: 3, before: 5 }],
    [5, 3, undefined],
    [3, 1, { removed: 2, before: 3 }],
    [3, 2, undefined],
    [2, 1, undefined],
    [1, 0, { removed: 1, before: 1 }],
    [11, 5, { removed: 6, before: 11 }],
    [10, 5, undefined],
    [0, 3, undefined],
  ])('of %d services, leaves %d: doubts %j', async (before, after, doubt) => {
    const { guard } = guardOf(before);
    await expect(guard.doubt(refs(after))).resolves.toEqual(doubt);
  });

  it('counts what goes, not what is left', async () => {
    const { guard } = guardOf(100);
    await expect(guard.doubt(refs(100, 50))).resolves.toMatchObject({
      removed: 50,
    });
  });

  it('lets the only service get another name', async () => {
    const { guard } = guardOf(1);
    await expect(guard.doubt(refs(1, 7))).resolves.toBeUndefined();
  });

  it('can be switched off', async () => {
    const { guard } = guardOf(100, 1);
    await expect(guard.doubt(refs(0))).resolves.toBeUndefined();
  });

  it('compares with what was given last, and asks the catalog once only', async () => {
    const { guard, askCatalog } = guardOf(10);
    guard.accept(refs(100));
    await expect(guard.doubt(refs(10))).resolves.toMatchObject({
      removed: 90,
    });
    expect(askCatalog).not.toHaveBeenCalled();
    const other = guardOf(10);
    await other.guard.doubt(refs(10));
    await other.guard.doubt(refs(2));
    expect(other.askCatalog).toHaveBeenCalledTimes(1);
  });

  it('does not doubt what another process removed meanwhile', async () => {
    let now = 0;
    const askCatalog = jest.fn(async () => refs(10));
    const guard = new RemovalGuard({
      maxRemovedShare: 0.3,
      askCatalog,
      now: () => now,
    });
    guard.accept(refs(100));
    now += 60 * 60 * 1000;
    await expect(guard.doubt(refs(10))).resolves.toBeUndefined();
    await expect(guard.doubt(refs(2))).resolves.toEqual({
      removed: 8,
      before: 10,
    });
    expect(askCatalog).toHaveBeenCalledTimes(1);
  });

  it('does not take a catalog that does not answer for one that is empty', async () => {
    const askCatalog = jest.fn().mockRejectedValue(new Error('down'));
    const guard = new RemovalGuard({ maxRemovedShare: 0.3, askCatalog });
    await expect(guard.doubt(refs(1))).rejects.toThrow('down');
  });
});
