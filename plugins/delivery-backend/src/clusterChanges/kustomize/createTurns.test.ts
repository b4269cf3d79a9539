import { createTurns } from './createTurns';

describe('createTurns', () => {
  it('runs no more than the limit, all of them, also after failures', async () => {
    const inTurn = createTurns(2);
    let running = 0;
    let most = 0;
    const task = (index: number) => async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(resolve => setTimeout(resolve, 5));
      running -= 1;
      if (index % 3 === 0) throw new Error('no');
      return index;
    };
    const ended = await Promise.allSettled(
      Array.from({ length: 9 }, (_, index) => inTurn(task(index))),
    );
    expect(most).toBe(2);
    expect(ended.map(({ status }) => status === 'fulfilled')).toEqual(
      Array.from({ length: 9 }, (_, index) => index % 3 !== 0),
    );
    expect(await inTurn(task(1))).toBe(1);
  });
});
