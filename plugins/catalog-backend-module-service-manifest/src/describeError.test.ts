import { describeError } from './describeError';

describe('describeError', () => {
  it.each([
    [
      new Error('failed for https://me:pass@host/x?token=abc, 500\n  oops'),
      'failed for /x, 500 oops',
    ],
    [new Error('plain'), 'plain'],
    ['text', 'text'],
  ])('puts %s on one line without credentials', (error, text) => {
    expect(describeError(error)).toBe(text);
  });

  it('is bounded', () => {
    expect(describeError(new Error('x'.repeat(9999)))).toHaveLength(500);
  });
});
