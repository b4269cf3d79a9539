import { eventually } from './eventually';

describe('eventually', () => {
  it('resolves with the first answer', async () => {
    let asked = 0;
    const answer = await eventually(
      async () => {
        asked += 1;
        expect(asked).toBe(3);
        return 'done';
      },
      { everyMs: 1 },
    );
    expect(answer).toBe('done');
  });

  it('throws what the probe threw last', async () => {
    let asked = 0;
    const probe = () => {
      asked += 1;
      throw new Error(`attempt ${asked}`);
    };
    const failure = await eventually(probe, { timeoutMs: 20 }).catch(e => e);
    expect(asked).toBeGreaterThan(1);
    expect(failure.message).toBe(`attempt ${asked}`);
  });
});
