import { untilServed } from './untilServed';

function counting(counts: number[]) {
  const pauses: number[] = [];
  const left = [...counts];
  return {
    pauses,
    left,
    options: {
      total: 1000,
      countServed: async () =>
        (left.length > 1 ? left.shift() : left[0]) as number,
      sleep: async (ms: number) => pauses.push(ms),
      isWorthWaiting: () => pauses.length < 100,
    },
  };
}

describe('untilServed', () => {
  it('waits until most are served, and looks the sooner the less is missing', async () => {
    const { options, pauses, left } = counting([0, 500, 880, 950, 1000]);
    await untilServed(options);
    expect(left).toEqual([1000]);
    expect(pauses).toEqual([3000, 2000, 200]);
  });

  it('does not even ask for few', async () => {
    const { options, left } = counting([0, 10]);
    await untilServed({ ...options, total: 50 });
    expect(left).toEqual([0, 10]);
  });

  it('gives up without progress', async () => {
    const { options, pauses } = counting([0, 300]);
    await untilServed(options);
    expect(pauses.length).toBeLessThan(10);
  });

  it('does not wait when something else is urgent', async () => {
    const { options, pauses } = counting([0]);
    await untilServed({ ...options, isWorthWaiting: () => false });
    expect(pauses).toEqual([]);
  });
});
