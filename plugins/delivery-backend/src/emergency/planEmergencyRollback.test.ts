import type { Deployment } from '@stonegarden/backstage-plugin-delivery-common';
import { application } from '../__testUtils__/application';
import type { ApplicationRecord } from '../argocd/readModel/ApplicationRecord';
import { toApplicationRecord } from '../argocd/readModel/toApplicationRecord';
import { planEmergencyRollback } from './planEmergencyRollback';

const OLD = '1'.repeat(40);
const SAME = '2'.repeat(40);
const BAD = '3'.repeat(40);
const SOURCE = {
  repository: 'git.example/acme/platform',
  path: 'kubernetes/services/shop',
};

const deployment: Deployment = {
  id: 'd1',
  entityRef: 'component:default/shop',
  environment: 'production',
  instance: 'homelab',
  application: 'argocd/shop-production',
  revision: OLD,
  from: '2026-01-01T10:00:00.000Z',
  until: '2026-01-01T12:00:00.000Z',
};

/** One Application whose deployment `d1` was two syncs, and which then got something bad. */
function record(more: Partial<ApplicationRecord> = {}): ApplicationRecord {
  const found = toApplicationRecord(
    'homelab',
    application('shop', 'production', {
      history: [
        { id: 4, revision: OLD, deployedAt: '2026-01-01T10:00:00Z' },
        { id: 5, revision: SAME, deployedAt: '2026-01-01T11:00:00Z' },
        { id: 6, revision: BAD, deployedAt: '2026-01-01T12:00:00Z' },
      ],
    }),
  );
  return { ...found!, ...more };
}

const plan = (
  more?: Partial<ApplicationRecord>,
  of: Partial<Deployment> = {},
) => planEmergencyRollback({ ...deployment, ...of }, record(more), SOURCE);
const problem = (...args: Parameters<typeof plan>) => {
  const planned = plan(...args);
  return 'problem' in planned ? planned.problem.code : planned.method;
};

describe('planEmergencyRollback', () => {
  it('goes back to the last sync of the deployment by its entry of the history', () => {
    expect(plan()).toEqual({
      method: 'rollback',
      historyId: 5,
      revision: SAME,
    });
  });

  it('syncs the commit of a deployment that the history no longer has', () => {
    const history = record().history.slice(2);
    expect(plan({ history })).toEqual({
      method: 'sync',
      revision: OLD,
      target: { revision: OLD },
    });
  });

  it('never takes the entry of another Application for the deployment', () => {
    expect(plan({}, { application: 'argocd/shop-production-old' })).toEqual({
      method: 'sync',
      revision: OLD,
      target: { revision: OLD },
    });
  });

  it('names the position of the own source where there are several', () => {
    const chart = { repository: undefined, paths: [] };
    const [own] = record().sources;
    expect(
      plan({ sources: [chart, own], history: record().history.slice(2) }),
    ).toMatchObject({ target: { revision: OLD, position: 1 } });
  });

  it.each<[string, Partial<ApplicationRecord>, string]>([
    ['auto-sync is on', { automated: true }, 'AutoSyncPreventsRollback'],
    [
      'it is not seen any more',
      { hidden: {}, automated: true },
      'ApplicationUnlisted',
    ],
    [
      'an operation runs',
      { operation: { phase: 'Running', kind: 'sync' } },
      'OtherOperationRunning',
    ],
    [
      'an operation is being ended',
      { operation: { phase: 'Terminating', kind: 'sync' } },
      'OtherOperationRunning',
    ],
    [
      'it is what was deployed last',
      { history: record().history.slice(0, 2) },
      'DeployedAlready',
    ],
    [
      'a hydrator writes its manifests',
      { hydrations: [], history: [] },
      'CommitNotDeployable',
    ],
    [
      'none of its sources is the service’s',
      {
        sources: [{ repository: 'git.example/other/x', paths: ['y'] }],
        history: [],
      },
      'CommitNotDeployable',
    ],
  ])('says the problem when %s', (_what, more, code) => {
    expect(problem(more)).toBe(code);
  });

  it('does not sync what is not a commit', () => {
    expect(problem({ history: [] }, { revision: 'v1.2.3' })).toBe(
      'CommitNotDeployable',
    );
  });
});
