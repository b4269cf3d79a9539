import { sparklinePath } from './Sparkline';

describe('sparklinePath', () => {
  it('goes from zero at the bottom to the largest value at the top', () => {
    expect(sparklinePath([0, 2, 1])).toBe('M0 28L0 28L60 2L120 15');
  });

  it('has a gap where nothing was measured', () => {
    expect(sparklinePath([1, undefined, 1])).toBe('M0 2L0 2M120 2L120 2');
  });

  it('is flat where all is zero, and empty where there is nothing', () => {
    expect(sparklinePath([0, 0])).toBe('M0 28L0 28L120 28');
    expect(sparklinePath([undefined])).toBe('');
  });
});
