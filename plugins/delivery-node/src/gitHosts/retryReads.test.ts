import { RetryOptions, retryReads } from './retryReads';

const options = (overrides: Partial<RetryOptions> = {}) => {
  const slept: number[] = [];
  return {
    slept,
    attempts: 3,
    firstDelayMs: 100,
    longestDelayMs: 5_000,
    retryAfterMs: () => 0,
    sleep: async (milliseconds: number) => {
      slept.push(milliseconds);
    },
    ...overrides,
  };
};

describe('retryReads', () => {
  it('tries again with growing pauses, then gives the last error', async () => {
    const settings = options();
    const read = jest.fn().mockRejectedValue(new Error('down'));
    await expect(retryReads(read, settings)).rejects.toThrow('down');
    expect(read).toHaveBeenCalledTimes(3);
    expect(settings.slept).toHaveLength(2);
    expect(settings.slept[0]).toBeGreaterThanOrEqual(100);
    expect(settings.slept[1]).toBeGreaterThanOrEqual(200);
  });

  it('waits as long as the host asks, but not forever', async () => {
    const patient = options({ retryAfterMs: () => 2_000 });
    const read = jest
      .fn()
      .mockRejectedValueOnce(new Error('busy'))
      .mockResolvedValue('done');
    await expect(retryReads(read, patient)).resolves.toBe('done');
    expect(patient.slept).toEqual([2_000]);

    const tooLong = options({ retryAfterMs: () => 60_000 });
    await expect(
      retryReads(() => Promise.reject(new Error('busy')), tooLong),
    ).rejects.toThrow('busy');
    expect(tooLong.slept).toEqual([]);
  });

  it('leaves other errors alone', async () => {
    const read = jest.fn().mockRejectedValue(new Error('not found'));
    await expect(
      retryReads(read, options({ retryAfterMs: () => undefined })),
    ).rejects.toThrow('not found');
    expect(read).toHaveBeenCalledTimes(1);
  });
});
