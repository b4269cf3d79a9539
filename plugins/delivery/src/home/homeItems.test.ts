import type {
  Promotion,
  PromotionUnderWay,
  ServiceDeliverySummary,
} from '@stonegarden/backstage-plugin-delivery-common';
import { promotion } from '../__testUtils__/delivery';
import { homeItems } from './homeItems';

const REF = 'component:default/audiobookshelf';
const pull = { number: 1, url: 'https://git.example.org/1', title: 'x' };

const underWay = (
  overrides: Partial<Promotion>,
  viewer: Partial<Omit<PromotionUnderWay, 'promotion'>> = {},
): PromotionUnderWay => ({
  promotion: promotion(overrides),
  requestedByViewer: false,
  viewerMayApprove: false,
  ...viewer,
});

const service = (
  environment: Partial<ServiceDeliverySummary['environments'][number]>,
): ServiceDeliverySummary => ({
  entityRef: REF,
  health: 'Unknown',
  environments: [
    {
      name: 'dev',
      presence: 'present',
      sync: 'Synced',
      health: 'Healthy',
      stale: false,
      ...environment,
    },
  ],
});

const kinds = (
  promotions: PromotionUnderWay[],
  services: ServiceDeliverySummary[] = [],
) => {
  const { waiting, inProgress } = homeItems(promotions, services);
  return [waiting, inProgress].map(items => items.map(({ kind }) => kind));
};

const MINE = { requestedByViewer: true };

describe('homeItems', () => {
  it.each<[string, PromotionUnderWay, string[], string[]]>([
    ['may approve', underWay({}, { viewerMayApprove: true }), ['approve'], []],
    ['is of others', underWay({}), [], []],
    ['may be merged', underWay({ pullRequest: pull }, MINE), ['merge'], []],
    [
      'conflicts',
      underWay({ pullRequest: { ...pull, mergeable: false } }, MINE),
      ['conflicts'],
      [],
    ],
    [
      'failed a check',
      underWay(
        { pullRequest: { ...pull, checks: { state: 'failed', items: [] } } },
        MINE,
      ),
      ['checksFailed'],
      [],
    ],
    [
      'failed a gate',
      underWay(
        { pullRequest: { ...pull, gates: { state: 'failed', asOf: '' } } },
        MINE,
      ),
      ['gatesFailed'],
      [],
    ],
    [
      'has a gate of which nothing is known',
      underWay(
        { pullRequest: { ...pull, gates: { state: 'unknown', asOf: '' } } },
        MINE,
      ),
      [],
      ['promotion'],
    ],
    [
      'has checks that run',
      underWay(
        { pullRequest: { ...pull, checks: { state: 'pending', items: [] } } },
        MINE,
      ),
      [],
      ['promotion'],
    ],
    [
      'waits for the approval of another',
      underWay({ pullRequest: pull, approvalState: 'awaited' }, MINE),
      [],
      ['promotion'],
    ],
    ['is syncing', underWay({ status: 'syncing' }, MINE), [], ['promotion']],
  ])('a promotion that %s', (_name, item, waiting, inProgress) => {
    expect(kinds([item])).toEqual([waiting, inProgress]);
  });

  it('what others promote of my services goes on', () => {
    expect(kinds([underWay({})], [service({})])).toEqual([[], ['promotion']]);
  });

  it('begins with what cannot wait', () => {
    expect(
      kinds(
        [underWay({}, { viewerMayApprove: true })],
        [
          service({ awaitsSync: true, sync: 'OutOfSync' }),
          service({ syncFailing: true }),
          service({ health: 'Degraded' }),
        ],
      ),
    ).toEqual([['approve', 'syncFailing', 'unhealthy', 'awaitsSync'], []]);
  });

  it.each<[string, Parameters<typeof service>[0], string[], string[]]>([
    ['healthy', {}, [], []],
    ['degraded', { health: 'Degraded' }, ['unhealthy'], []],
    ['missing', { health: 'Missing' }, ['unhealthy'], []],
    ['never deployed', { health: 'Missing', neverDeployed: true }, [], []],
    [
      'not to be synced',
      { sync: 'OutOfSync', syncFailing: true },
      ['syncFailing'],
      [],
    ],
    [
      'degraded and not to be synced',
      { health: 'Degraded', syncFailing: true },
      ['unhealthy'],
      [],
    ],
    [
      'merged and not synced',
      { sync: 'OutOfSync', awaitsSync: true },
      ['awaitsSync'],
      [],
    ],
    [
      'paused and to be synced',
      { health: 'Suspended', sync: 'OutOfSync', awaitsSync: true },
      ['awaitsSync'],
      [],
    ],
    ['about to be synced by Argo CD', { sync: 'OutOfSync' }, [], []],
    [
      'not to be synced when it was last seen',
      { syncFailing: true, stale: true },
      [],
      [],
    ],
    ['progressing', { health: 'Progressing' }, [], ['environment']],
    ['suspended', { health: 'Suspended' }, [], ['environment']],
    [
      'degraded when it was last seen',
      { health: 'Degraded', stale: true },
      [],
      [],
    ],
    ['unknown', { health: 'Unknown', presence: 'unknown' }, [], []],
    ['forbidden', { health: 'Unknown', forbidden: true }, [], []],
  ])('a service that is %s', (_name, environment, waiting, inProgress) => {
    expect(kinds([], [service(environment)])).toEqual([waiting, inProgress]);
  });
});
