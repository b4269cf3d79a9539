import { breathing, breatheThrough } from './breathe';

let now = 0;

/** Only time passes. */
function work(ms: number) {
  now += ms;
}

beforeEach(() => {
  jest.spyOn(performance, 'now').mockImplementation(() => now);
});

afterEach(() => {
  jest.restoreAllMocks();
});

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

describe('breatheThrough', () => {
  it('does all steps, and lets others run in between', async () => {
    const order: string[] = [];
    setImmediate(() => order.push('other'));
    function* steps() {
      for (const name of ['first', 'second']) {
        order.push(name);
        work(6);
        yield;
      }
      return order.length;
    }
    await expect(breatheThrough(steps(), 10)).resolves.toBe(3);
    expect(order).toEqual(['first', 'second', 'other']);
  });
});
