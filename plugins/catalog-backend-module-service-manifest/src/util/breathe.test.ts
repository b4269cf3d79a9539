import { breathing } from './breathe';

function work(ms: number) {
  const end = performance.now() + ms;
  while (performance.now() < end) {
    // Only time passes.
  }
}

describe('breathing', () => {
  it('lets others run after a slice of work, and not before', async () => {
    const order: string[] = [];
    setImmediate(() => order.push('other'));
    const breathe = breathing(5);
    await breathe();
    order.push('first');
    work(6);
    await breathe();
    order.push('second');
    expect(order).toEqual(['first', 'other', 'second']);
  });
});
