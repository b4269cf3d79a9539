import fc from 'fast-check';
import {
  ancestorsOf,
  type PathEnvironment,
  predecessorsOf,
  stepsOf,
  successorsOf,
} from './promotionPath';

const REGIONS: PathEnvironment[] = [
  { name: 'dev' },
  { name: 'staging' },
  { name: 'eu', promotesFrom: ['staging'] },
  { name: 'us', promotesFrom: ['staging'] },
  { name: 'world', promotesFrom: ['eu', 'us'] },
];

describe('promotionPath', () => {
  it('goes from one to the next, where nothing else is said', () => {
    const line = [{ name: 'dev' }, { name: 'staging' }, { name: 'production' }];
    expect(stepsOf(line)).toEqual([
      { from: 'dev', to: 'staging' },
      { from: 'staging', to: 'production' },
    ]);
    expect(ancestorsOf(line, 'production')).toEqual(['dev', 'staging']);
  });

  it('branches and meets again', () => {
    expect(predecessorsOf(REGIONS, 'us')).toEqual(['staging']);
    expect(predecessorsOf(REGIONS, 'world')).toEqual(['eu', 'us']);
    expect(successorsOf(REGIONS, 'staging')).toEqual(['eu', 'us']);
    expect(successorsOf(REGIONS, 'eu')).toEqual(['world']);
    expect(ancestorsOf(REGIONS, 'us')).toEqual(['dev', 'staging']);
    expect(ancestorsOf(REGIONS, 'world')).toEqual([
      'dev',
      'staging',
      'eu',
      'us',
    ]);
  });

  it('has no environment that is not there', () => {
    expect(predecessorsOf(REGIONS, 'moon')).toEqual([]);
    expect(ancestorsOf(REGIONS, 'moon')).toEqual([]);
    expect(successorsOf(REGIONS, 'moon')).toEqual([]);
  });

  const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
  const path = fc.uniqueArray(
    fc.record(
      {
        name,
        // Also names that are not there, later ones, and itself.
        promotesFrom: fc.array(fc.oneof(name, fc.string()), { maxLength: 4 }),
      },
      { requiredKeys: ['name'] },
    ),
    { selector: each => each.name, minLength: 1 },
  );

  it('never goes in circles, whatever is written', () => {
    fc.assert(
      fc.property(path, environments => {
        const names: string[] = environments.map(each => each.name);
        for (const { name: each } of environments) {
          const index = names.indexOf(each);
          const before = predecessorsOf(environments, each);
          const all = ancestorsOf(environments, each);
          // All but the first come from somewhere, and only from above.
          expect(before.length > 0).toBe(index > 0);
          expect(new Set(before).size).toBe(before.length);
          expect(all.every(one => names.indexOf(one) < index)).toBe(true);
          // All ways lead back to the first.
          expect(all.includes(names[0])).toBe(index > 0);
          expect(all).toEqual(
            names.filter(
              one =>
                before.includes(one) ||
                before.some(other =>
                  ancestorsOf(environments, other).includes(one),
                ),
            ),
          );
          for (const one of names) {
            expect(successorsOf(environments, one).includes(each)).toBe(
              before.includes(one),
            );
          }
        }
        expect(stepsOf(environments)).toHaveLength(
          names.flatMap(each => predecessorsOf(environments, each)).length,
        );
      }),
    );
  });
});
