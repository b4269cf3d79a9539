import { RecentAnswers } from './RecentAnswers';

describe('RecentAnswers', () => {
  it('asks once for those who ask at the same time and soon after', async () => {
    let now = 0;
    const answers = new RecentAnswers<number>({
      limit: 2,
      ttlMs: 10,
      now: () => now,
    });
    let asked = 0;
    const load = async () => {
      asked += 1;
      return asked;
    };
    const ask = async (key: string) => (await answers.get(key, load)).value;
    expect(await Promise.all([ask('a'), ask('a')])).toEqual([1, 1]);
    now = 9;
    expect(await ask('a')).toBe(1);
    now = 10;
    expect(await ask('a')).toBe(2);
    await ask('b');
    await ask('c');
    // `a` was forgotten for them.
    expect(await ask('a')).toBe(5);
    answers.clear();
    expect(await ask('a')).toBe(6);
  });

  it('keeps no failure', async () => {
    const answers = new RecentAnswers<string>({ limit: 2, ttlMs: 1000 });
    await expect(
      answers.get('a', async () => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect((await answers.get('a', async () => 'yes')).value).toBe('yes');
  });
});
