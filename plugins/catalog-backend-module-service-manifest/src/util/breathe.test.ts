import { breathing } from './breathe';

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
