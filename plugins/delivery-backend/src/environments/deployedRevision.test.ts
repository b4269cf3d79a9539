import type { ApplicationRecord } from '../argocd/readModel/ApplicationRecord';
import { toApplicationRecord } from '../argocd/readModel/toApplicationRecord';
import { application } from '../__testUtils__/application';
import { caseRecords, recordedApplication } from '../__testUtils__/fixtures';
import { parseServiceSource } from '../services/ServiceSource';
import {
  comparedRevision,
  deployedRevision,
  deployedRevisions,
  operationRevision,
} from './deployedRevision';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);
const C = 'c'.repeat(40);
const shop = parseServiceSource(
  'https://git.example/acme/platform/tree/main/kubernetes/services/shop/',
);

/** An Application of these sources, whose commits stand at their places. */
function read(
  sources: object[],
  revisions: string[],
  more: object = {},
): ApplicationRecord {
  const base = application('shop', 'production');
  const record = toApplicationRecord('homelab', {
    ...base,
    spec: { ...base.spec, source: undefined, sources },
    status: {
      ...base.status,
      sync: { status: 'Synced', revisions },
      history: [{ revisions, deployedAt: '2026-01-01T09:59:00Z' }],
      operationState: { phase: 'Succeeded', syncResult: { revisions } },
      ...more,
    },
  });
  if (!record) {
    throw new Error('not read');
  }
  return record;
}

const own = {
  repoURL: 'https://git.example/acme/platform',
  path: 'kubernetes/services/shop/environments/production',
};

describe('case 09-multi-source', () => {
  it('takes the commit of the source whose repository and path are the service’s, whatever the order', () => {
    const [dev, production] = caseRecords('09-multi-source/applications');
    for (const revisionOf of [
      deployedRevision,
      comparedRevision,
      operationRevision,
    ]) {
      expect(revisionOf(production, shop)).toBe(C);
    }
    expect(deployedRevision(dev, shop)).toBe(A);
    expect(deployedRevisions(production, shop)).toEqual([
      { revision: C, deployedAt: '2026-01-02T00:05:00Z' },
    ]);
  });

  it('takes the commit of the values beside a chart, never the version of the chart', () => {
    const [, production] = caseRecords(
      '09-multi-source/applications-ref-values',
    );
    expect(deployedRevision(production, shop)).toBe(C);
    expect(comparedRevision(production, shop)).toBe(C);
  });
});

describe('deployedRevision', () => {
  it.each([
    'https://git.example/acme/platform.git',
    'https://GIT.example/Acme/Platform/',
    'git@git.example:acme/platform.git',
    'ssh://git@git.example/acme/platform',
    'ssh://git@git.example:2222/acme/platform.git',
    'https://token@git.example/acme/platform',
  ])('knows the repository as %s', repoURL => {
    const others = { repoURL: 'https://git.example/acme/other', path: 'x' };
    expect(
      deployedRevision(read([others, { ...own, repoURL }], [A, B]), shop),
    ).toBe(B);
  });

  it.each([
    ['another repository', { ...own, repoURL: 'https://git.example/a/b' }],
    ['another host', { ...own, repoURL: 'https://evil.example/acme/platform' }],
    ['another service', { ...own, path: 'kubernetes/services/shop-api' }],
    ['a chart', { repoURL: 'https://charts.example', chart: 'shop' }],
    ['nothing at all', {}],
  ])('is not known when the only source is %s', (_, source) => {
    const record = read([source], [A]);
    expect(deployedRevision(record, shop)).toBeUndefined();
    expect(comparedRevision(record, shop)).toBeUndefined();
    expect(operationRevision(record, shop)).toBeUndefined();
  });

  it('prefers the folder of the environment among several of the service', () => {
    const base = { ...own, path: 'kubernetes/services/shop/base' };
    expect(deployedRevision(read([base, own], [A, B]), shop)).toBe(B);
    expect(deployedRevision(read([own, base], [A, B]), shop)).toBe(A);
  });

  it('believes an entry of the history about its own sources', () => {
    const other = { repoURL: 'https://git.example/acme/charts', path: 'x' };
    const record = read([own, other], [A, B], {
      history: [{ revisions: [C, A], sources: [other, own] }],
    });
    expect(deployedRevision(record, shop)).toBe(A);
  });

  it('takes no word for a commit: a branch that cannot be read, a version', () => {
    const record = recordedApplication('get-comparison-error');
    const source = parseServiceSource(
      'https://github.com/stonegarden/homelab/tree/main/kubernetes/services/kafka-demo/',
    );
    expect(record.compared?.revisions).toEqual(['main']);
    expect(comparedRevision(record, source)).toBeUndefined();
    expect(deployedRevision(record, source)).toMatch(/^52e68a07/);
  });

  it('needs no repository where a service from a folder has an Application of one source', () => {
    expect(deployedRevision(read([own], [A]), undefined)).toBe(A);
    expect(deployedRevision(read([own, own], [A, B]), undefined)).toBe(
      undefined,
    );
  });

  it('counts the commit that the source hydrator read, not the one it wrote', () => {
    const base = application('shop', 'production');
    const hydrated = (status: object) =>
      toApplicationRecord('homelab', {
        ...base,
        spec: {
          ...base.spec,
          source: undefined,
          sourceHydrator: {
            drySource: { ...own, targetRevision: 'main' },
            syncSource: { targetBranch: 'env/production', path: 'shop' },
          },
        },
        status: {
          ...base.status,
          sync: { status: 'OutOfSync', revision: B },
          history: [
            {
              revision: B,
              source: { repoURL: own.repoURL, path: 'shop' },
            },
          ],
          ...status,
        },
      })!;
    const done = { drySHA: A, hydratedSHA: B };
    expect(
      deployedRevision(
        hydrated({ sourceHydrator: { lastSuccessfulOperation: done } }),
        shop,
      ),
    ).toBe(A);
    expect(
      comparedRevision(
        hydrated({
          sourceHydrator: {
            lastSuccessfulOperation: { drySHA: C, hydratedSHA: C },
            currentOperation: done,
          },
        }),
        shop,
      ),
    ).toBe(A);
    expect(
      deployedRevision(
        hydrated({
          sourceHydrator: { currentOperation: { drySHA: C, phase: 'Failed' } },
        }),
        shop,
      ),
    ).toBeUndefined();
    expect(deployedRevision(hydrated({}), shop)).toBeUndefined();
  });
});

describe('case 10-dry-run', () => {
  it.each(['applications', 'applications-cronjob'])(
    'takes nothing for deployed that was only tried: %s',
    name => {
      const [, production] = caseRecords(`10-dry-run/${name}`);
      expect(production.operation).toMatchObject({
        phase: 'Succeeded',
        kind: 'dry-run',
      });
      expect(deployedRevision(production, shop)).toBe(A);
      expect(comparedRevision(production, shop)).toBe(C);
    },
  );

  it.each(['get-after-dry-run', 'get-after-partial-sync'])(
    'as recorded in %s',
    name => {
      const record = recordedApplication(name);
      const source = parseServiceSource(
        'https://github.com/stonegarden/homelab/tree/main/kubernetes/',
      );
      expect(operationRevision(record, source)).toMatch(/^bc275c81/);
      expect(deployedRevision(record, source)).toMatch(/^52e68a07/);
    },
  );
});
