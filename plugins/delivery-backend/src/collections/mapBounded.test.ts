import { mapBounded } from './mapBounded';

describe('mapBounded', () => {
  it('does so many at a time, and answers in their order', async () => {
    let running = 0;
    let most = 0;
    const answers = await mapBounded([30, 5, 1, 10, 2], 2, async ms => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(resolve => setTimeout(resolve, ms));
      running -= 1;
      return ms * 2;
    });
    expect(answers).toEqual([60, 10, 2, 20, 4]);
    expect(most).toBe(2);
  });

  it('begins no more once one has failed', async () => {
    const begun: number[] = [];
    await expect(
      mapBounded([1, 2, 3], 1, async item => {
        begun.push(item);
        if (item === 2) throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(begun).toEqual([1, 2]);
    await expect(mapBounded([], 3, async () => 1)).resolves.toEqual([]);
  });
});
