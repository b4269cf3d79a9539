import { fitBody } from './fitBody';

const section = (length: number, optional?: string) => ({
  lines: ['x'.repeat(length), ''],
  ...(optional ? { optional } : {}),
});

describe('fitBody', () => {
  it('leaves out nothing of what fits', () => {
    expect(fitBody([section(3), section(2, 'Gates')], 10)).toBe('xxx\n\nxx\n');
  });

  it('leaves out the longest of what is optional, and as little as it must', () => {
    const body = fitBody(
      [section(20), section(200, 'Gates'), section(500, 'Commits')],
      400,
    );
    expect(body).toContain('Commits: too long to be told here.');
    expect(body).toContain('x'.repeat(200));
    expect(body.length).toBeLessThanOrEqual(400);
  });

  it('keeps what is not optional', () => {
    expect(fitBody([section(500), section(90, 'Gates')], 100)).toBe(
      `${'x'.repeat(500)}\n\nGates: too long to be told here.\n`,
    );
  });
});
