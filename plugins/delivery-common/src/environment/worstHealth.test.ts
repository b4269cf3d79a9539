import { worstHealth } from './worstHealth';

describe('worstHealth', () => {
  it.each([
    [['Healthy', 'Degraded', 'Unknown'], 'Degraded'],
    [['Healthy', 'Unknown', 'Progressing'], 'Unknown'],
    [['Healthy', 'Missing', 'Unknown'], 'Missing'],
    [['Suspended', 'Progressing'], 'Progressing'],
    [['Healthy', 'Suspended'], 'Suspended'],
    [['Healthy', 'Healthy'], 'Healthy'],
  ] as const)('of %j is %s', (values, expected) => {
    expect(worstHealth(values)).toBe(expected);
  });

  it('is Unknown for nothing, never Healthy', () => {
    expect(worstHealth([])).toBe('Unknown');
  });
});
