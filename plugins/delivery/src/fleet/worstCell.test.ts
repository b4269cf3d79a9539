import { fleetCell } from '../__testUtils__/fleet';
import { worstCell } from './worstCell';

const worst = (...cells: Parameters<typeof worstCell>[0]) =>
  worstCell(cells, ['production'])?.name;

const never = fleetCell('production', {
  neverDeployed: true,
  health: 'Missing',
});

describe('worstCell', () => {
  it('is what needs somebody most, and production before others', () => {
    expect(
      worst(
        fleetCell('dev', { health: 'Degraded' }),
        fleetCell('production', { health: 'Progressing' }),
      ),
    ).toBe('dev');
    expect(worst(fleetCell('dev'), fleetCell('production'))).toBe('production');
    expect(worst()).toBeUndefined();
  });

  it('is not what was never deployed while something runs', () => {
    expect(worst(fleetCell('dev'), never)).toBe('dev');
    expect(worst(never)).toBe('production');
    expect(
      worst(fleetCell('dev', { stale: true }), fleetCell('production')),
    ).toBe('dev');
  });
});
