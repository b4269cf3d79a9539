import type { ServiceDeliverySummary } from '@stonegarden/backstage-plugin-delivery-common';
import { homeSentence, productionState } from './homeSentence';

type Environment = ServiceDeliverySummary['environments'][number];

const at = (overrides: Partial<Environment> = {}): Environment => ({
  name: 'production',
  presence: 'present',
  sync: 'Synced',
  health: 'Healthy',
  stale: false,
  ...overrides,
});
const HEALTHY = at();
const DEGRADED = at({ health: 'Degraded' });
const PROGRESSING = at({ health: 'Progressing' });
const STALE = at({ stale: true });
const FORBIDDEN = at({
  forbidden: true,
  presence: 'unknown',
  health: 'Unknown',
});
const UNKNOWN = at({ presence: 'unknown', health: 'Unknown' });
const ABSENT = at({ presence: 'absent', health: 'Unknown' });
const NEVER = at({ neverDeployed: true, health: 'Missing' });
const DEV = at({ name: 'dev', health: 'Degraded' });

/** Of services with one environment each; `undefined` is one that is not visible. */
function stateOf(environments: Array<Environment | undefined>) {
  const refs = environments.map((_, index) => `component:default/s${index}`);
  return productionState(
    refs,
    new Map(
      environments.flatMap((environment, index) =>
        environment
          ? [
              [
                refs[index],
                {
                  entityRef: refs[index],
                  health: environment.health,
                  environments: [environment],
                },
              ],
            ]
          : [],
      ),
    ),
    ['production'],
  );
}

describe('productionState', () => {
  it.each<[string, Array<Environment | undefined>, object]>([
    ['all are healthy', [HEALTHY, HEALTHY], { kind: 'healthy' }],
    ['there is none', [], { kind: 'none' }],
    ['none is deployed', [ABSENT, NEVER, DEV], { kind: 'none' }],
    ['one is not deployed', [HEALTHY, ABSENT], { kind: 'healthy' }],
    ['only dev is degraded', [HEALTHY, DEV], { kind: 'healthy' }],
    ['one is on its way', [HEALTHY, PROGRESSING], { kind: 'moving', count: 1 }],
    [
      'one is degraded',
      [HEALTHY, DEGRADED],
      { kind: 'unhealthy', count: 1, unknown: 0 },
    ],
    [
      'one is degraded and two are not known',
      [DEGRADED, STALE, FORBIDDEN],
      { kind: 'unhealthy', count: 1, unknown: 2 },
    ],
    [
      'one does not answer',
      [HEALTHY, STALE],
      { kind: 'unknown', count: 1, all: false },
    ],
    [
      'none answers',
      [STALE, UNKNOWN],
      { kind: 'unknown', count: 2, all: true },
    ],
    [
      'one is not visible',
      [HEALTHY, undefined],
      { kind: 'unknown', count: 1, all: false },
    ],
    [
      'Argo CD may not see it',
      [at({ presence: 'forbidden', health: 'Unknown' })],
      { kind: 'unknown', count: 1, all: true },
    ],
    [
      'Argo CD does not list it any more',
      [at({ presence: 'unlisted' })],
      { kind: 'unknown', count: 1, all: true },
    ],
    [
      'it is degraded as it was last seen',
      [at({ health: 'Degraded', stale: true })],
      { kind: 'unknown', count: 1, all: true },
    ],
  ])('when %s', (_name, environments, expected) => {
    expect(stateOf(environments)).toEqual(expected);
  });
});

describe('homeSentence', () => {
  it('says nothing of what has not been answered', () => {
    expect(homeSentence({ entityRefs: ['component:default/a'] })).toEqual({
      waiting: undefined,
      production: undefined,
    });
    expect(
      homeSentence({
        items: { waiting: [1, 2] },
        entityRefs: ['component:default/a'],
        summaries: new Map(),
      }),
    ).toEqual({ waiting: 2, production: undefined });
  });
});
