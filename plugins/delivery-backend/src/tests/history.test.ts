import { describeOnDatabases } from '@stonegarden/test-utils/databases';
import { eventually } from '@stonegarden/test-utils';
import type { Deployment } from '@stonegarden/backstage-plugin-delivery-common';
import { application } from '../__testUtils__/application';
import { kustomization, kustomizationPath } from '../__testUtils__/shop';
import { release, useDelivery } from '../__testUtils__/useDelivery';

jest.setTimeout(120_000);

const API = '/api/delivery';
const SHOP_REF = 'component:default/shop';

describeOnDatabases('the record of deployments', createDatabase => {
  const { start } = useDelivery(createDatabase);

  /** The shop was changed in Git three times, the second one failed, and it was rolled back past Git. */
  async function startWithHistory() {
    const started = await start();
    const { api, argocd, git } = started;
    await started.deployment();
    const commit = (tag: string) =>
      git.push(
        'main',
        [
          {
            path: kustomizationPath('production'),
            content: kustomization(tag),
          },
        ],
        `=Take ${tag}`,
      );
    const [two, three] = [commit('2.0'), commit('3.0')];
    const base = application('shop', 'production', started.synced);
    const sync = (revision: string, minute: number) => ({
      revision,
      deployedAt: `2026-01-01T10:${minute}:00Z`,
      initiatedBy: { username: 'admin' },
    });
    argocd.set({
      ...base,
      status: {
        ...base.status,
        ...release('2.0'),
        history: [
          ...(base.status.history ?? []),
          sync(two, 10),
          sync(three, 20),
          sync(two, 30),
        ],
      },
    });
    const list = async (query = '') => {
      const { body, status } = await api.get(`${API}/deployments?${query}`);
      expect(status).toBe(200);
      return body as { items: Deployment[]; nextCursor?: string };
    };
    await eventually(async () => {
      const { items } = await list('environments=production');
      expect(items.map(({ cause }) => cause)).toEqual([
        'outside-git',
        'git',
        'git',
        undefined,
      ]);
    });
    return { ...started, list, three };
  }

  it('is listed by what is asked for, page by page', async () => {
    const { list, three } = await startWithHistory();
    const { items } = await list(`service=${SHOP_REF}&environments=production`);
    expect(items[1]).toMatchObject({
      entityRef: SHOP_REF,
      revision: three,
      cause: 'git',
      by: 'erin',
      commit: { title: '=Take 3.0', author: 'erin' },
      rolledBack: { by: 'admin', at: '2026-01-01T10:30:00.000Z' },
      release: { images: [{ tag: '3.0' }] },
      replaces: { images: [{ tag: '2.0' }] },
      until: '2026-01-01T10:30:00.000Z',
    });
    expect((await list('team=group:default/product')).items).toHaveLength(6);
    expect((await list('team=group:default/platform')).items).toEqual([]);
    expect((await list('causes=outside-git')).items).toMatchObject([
      { by: 'admin' },
    ]);
    expect((await list('rolledBack=true')).items).toHaveLength(1);
    expect((await list('text=3.0')).items).toHaveLength(1);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(`limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(new Set(seen).size).toBe(6);
  });

  it('tells what a deployment changed in the files of its environment', async () => {
    const { api, audit, auditor, list, three } = await startWithHistory();
    const { items } = await list(`text=${three}`);
    const { body } = await api.get(`${API}/deployments/${items[0].id}/files`);
    expect(body).toEqual({
      complete: true,
      items: [
        {
          path: kustomizationPath('production'),
          diff: expect.stringMatching(/-.*2\.0[^]*\+.*3\.0/),
        },
      ],
    });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'deployment-files-read',
        meta: { deployment: items[0].id },
      }),
    );
    expect(audit.success).toHaveBeenCalledWith({ meta: { files: 1 } });
    const [first] = (await list('environments=production')).items.slice(-1);
    // What ran before it is not known.
    const unknown = await api.get(`${API}/deployments/${first.id}/files`);
    expect(unknown.body).toEqual({ complete: false, items: [] });
  });

  it('is exported whole, as JSON and as CSV that no spreadsheet computes', async () => {
    const { api, audit, auditor, list } = await startWithHistory();
    const { items } = await list();
    const json = await api.get(`${API}/deployments/export?format=json`);
    expect(json.body).toEqual(items);
    const csv = await api.get(
      `${API}/deployments/export?format=csv&environments=production`,
    );
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.headers['content-disposition']).toContain('deployments.csv');
    const [head, ...lines] = csv.text.trim().split('\n');
    expect(head).toMatch(/^id,service,environment,from,until,release,/);
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain(",'=Take 3.0,");
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'deployment-export',
        meta: { format: 'csv', query: { environments: ['production'] } },
      }),
    );
    expect(audit.success).toHaveBeenCalledWith({ meta: { deployments: 4 } });
  });

  it('gives DORA metrics, and the list that each figure was computed from', async () => {
    const { api, list } = await startWithHistory();
    const span = 'since=2026-01-01T00:00:00Z&until=2026-02-01T00:00:00Z';
    const { body } = await api.get(`${API}/dora?${span}&bucket=week`);
    expect(body).toMatchObject({
      environments: ['production'],
      services: 1,
      total: { deployments: 4, failures: 1 },
    });
    expect(body.buckets).toHaveLength(5);
    const { items } = await list(`${span}&countedIn=failures`);
    expect(items).toMatchObject([{ rolledBack: { by: 'admin' } }]);
    expect((await list(`${span}&countedIn=deployments`)).items).toHaveLength(4);
  });

  it('hides environments that the caller may not see, everywhere', async () => {
    const { api, list, rights } = await startWithHistory();
    const { items } = await list('environments=production');
    rights.allowIn('delivery.environment.read', ['dev']);
    expect((await list()).items).toMatchObject([{ environment: 'dev' }]);
    expect((await list('environments=production')).items).toEqual([]);
    const exported = await api.get(`${API}/deployments/export?format=json`);
    expect(exported.body).toHaveLength(1);
    const one = await api.get(`${API}/deployments/${items[0].id}`);
    expect(one.status).toBe(403);
    const files = await api.get(`${API}/deployments/${items[0].id}/files`);
    expect(files.status).toBe(403);
  });

  it.each([
    'limit=501',
    'limit=0',
    'cursor=abc',
    'since=yesterday',
    'causes=magic',
    'service=group:default/product',
    'team=component:default/shop',
    'environments=../x',
    'order=asc',
  ])('refuses %s', async query => {
    const { api } = await start();
    const { body, status } = await api.get(`${API}/deployments?${query}`);
    expect(status).toBe(400);
    expect(body.error.message).toContain(query.split('=')[0]);
  });

  it('is not there for a service that is not, nor for an id that is not', async () => {
    const { api } = await start();
    for (const path of [
      'deployments?service=component:default/nobody',
      'deployments/00000000-0000-4000-8000-000000000000',
      'deployments/00000000-0000-4000-8000-000000000000/files',
    ]) {
      expect((await api.get(`${API}/${path}`)).status).toBe(404);
    }
    const { status } = await api.get(
      `${API}/dora?since=2026-02-01T00:00:00Z&until=2026-01-01T00:00:00Z&bucket=day`,
    );
    expect(status).toBe(400);
  });
});
