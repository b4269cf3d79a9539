import { fleetCell, fleetRow } from '../__testUtils__/fleet';
import { trainTargets } from './trainTargets';

const row = (name: string, ...environments: string[]) =>
  fleetRow(name, { environments: environments.map(each => fleetCell(each)) });

describe('trainTargets', () => {
  it('are the environments that something can be promoted to, in the order of the columns', () => {
    expect(
      trainTargets(
        [
          row('a', 'dev', 'production'),
          row('b', 'dev', 'staging', 'production'),
        ],
        ['production'],
      ),
    ).toEqual(['staging', 'production']);
    expect(trainTargets([row('a', 'dev')], ['production'])).toEqual([]);
    expect(trainTargets([], [])).toEqual([]);
  });
});
