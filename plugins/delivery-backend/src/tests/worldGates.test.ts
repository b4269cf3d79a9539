import { TestDatabases } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  GateResult,
  ServiceEntity,
} from '@stonegarden/backstage-plugin-delivery-common';
import { INCIDENT_ANNOTATION } from '@stonegarden/service-manifest';
import { eventually } from '@stonegarden/test-utils';
import type { JsonObject } from '@backstage/types';
import { application } from '../__testUtils__/application';
import { PrometheusStub } from '../__testUtils__/PrometheusStub';
import { shop } from '../__testUtils__/shop';
import { SHOP, useDelivery } from '../__testUtils__/useDelivery';

jest.setTimeout(60_000);

const READ = 'delivery.environment.read';
const KAFKA = 'component:default/kafka';
const WINDOW = { kind: 'deny', schedule: '0 0 * * *', duration: '24h' };

/** A service that the shop depends on. */
const kafka: ServiceEntity = {
  ...shop,
  metadata: { ...shop.metadata, name: 'kafka' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/infra' }],
  spec: {
    ...shop.spec,
    owner: 'group:default/infra',
    environments: shop.spec.environments?.map(place => ({
      ...place,
      namespace: `kafka-${place.name}`,
    })),
  },
};
const dependent: ServiceEntity = {
  ...shop,
  spec: {
    ...shop.spec,
    dependsOn: [KAFKA, 'resource:default/homelab'],
    sla: { availability: { text: '99.9%', percent: 99.9 } },
  },
};

describe('gates about the world around a service', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const { start } = useDelivery(() => databases.init('SQLITE_3'));
  let prometheus: PrometheusStub;

  beforeEach(async () => {
    prometheus = await new PrometheusStub().start();
  });
  afterEach(() => prometheus.stop());

  async function startWith(
    rule: JsonObject,
    options: Parameters<typeof start>[0] = {},
  ) {
    const started = await start({
      services: [dependent, kafka],
      delivery: {
        prometheus: [{ name: 'eu', url: prometheus.url, timeout: '1s' }],
        promotion: { settleTime: { milliseconds: 200 }, policy: [rule] },
      },
      ...options,
    });
    const preview = async (id: string): Promise<GateResult> => {
      const { body } = await started.api
        .post(`${SHOP}/promotions/preview`)
        .send({ from: 'staging', to: 'production' });
      return body.gates.find((gate: GateResult) => gate.id === id);
    };
    return { ...started, preview };
  }

  describe('dependencies-healthy', () => {
    const rule = { dependenciesHealthy: true };
    const degraded = application('kafka', 'production', {
      health: { status: 'Degraded' },
    });

    it('names the one that is not healthy, and lets it open when it is', async () => {
      const { argocd, git, preview, promote } = await startWith(rule);
      argocd.set(degraded);
      await eventually(async () =>
        expect(await preview('dependencies-healthy')).toMatchObject({
          status: 'failed',
          reason: {
            params: {
              dependencies: [{ name: 'kafka', health: 'Degraded' }],
              hidden: 0,
            },
          },
        }),
      );
      const refused = await promote();
      expect([refused.status, refused.body.error.message]).toEqual([
        409,
        expect.stringContaining('kafka (Degraded)'),
      ]);
      argocd.set(application('kafka', 'production'));
      await eventually(async () =>
        expect(await preview('dependencies-healthy')).toMatchObject({
          status: 'passed',
          reason: { message: expect.stringContaining('kafka') },
        }),
      );
      expect((await promote()).status).toBe(201);
      // Whoever reads the pull request may have other rights.
      expect(git.pulls[0].body).toContain('What it depends on is healthy');
      expect(git.pulls[0].body).not.toContain('kafka');
    });

    it.each([
      ['the catalog does not show it', { invisible: [KAFKA] }],
      ['its environments may not be read', {}],
    ])('names none where %s', async (_why, options) => {
      const { argocd, preview, promote, rights } = await startWith(
        rule,
        options,
      );
      argocd.set(degraded);
      const conditional = (
        pluginId: string,
        resourceType: string,
        ruleName: string,
      ): PolicyDecision => ({
        result: AuthorizeResult.CONDITIONAL,
        pluginId,
        resourceType,
        conditions: {
          rule: ruleName,
          resourceType,
          params: { claims: ['group:default/product'] },
        },
      });
      rights.answer = name => {
        if (name === 'catalog.entity.read') {
          // Which of them it shows is then the catalog's to say.
          return conditional('catalog', 'catalog-entity', 'IS_ENTITY_OWNER');
        }
        // Of the shop everything may be read, of others nothing.
        return name === READ && !('invisible' in options)
          ? conditional('delivery', 'delivery-environment', 'IS_SERVICE_OWNER')
          : true;
      };
      await eventually(async () =>
        expect((await preview('dependencies-healthy')).status).toBe('failed'),
      );
      const answers = [await preview('dependencies-healthy'), await promote()];
      expect(JSON.stringify(answers)).not.toContain('kafka');
    });

    it('names none in what is recorded of an open promotion, which all read who see the shop', async () => {
      const { api, argocd, preview, promote, webhook } = await startWith(rule);
      argocd.set(application('kafka', 'production'));
      const opened = await eventually(async () => {
        const answer = await promote();
        expect(answer.status).toBe(201);
        return answer;
      });
      argocd.set(degraded);
      await eventually(async () =>
        expect((await preview('dependencies-healthy')).status).toBe('failed'),
      );
      await webhook(1);
      await eventually(async () => {
        const { body } = await api.get(
          `/api/delivery/promotions/${opened.body.id}`,
        );
        expect(body.pullRequest.gates).toMatchObject({ state: 'failed' });
        expect(JSON.stringify(body)).toContain('1 not named here');
        expect(JSON.stringify(body)).not.toContain('kafka');
      });
    });
  });

  it('no-incident holds a promotion back with the words of the annotation', async () => {
    const { preview, promote } = await startWith(
      {},
      {
        services: [
          {
            ...shop,
            metadata: {
              ...shop.metadata,
              annotations: {
                ...shop.metadata.annotations,
                [INCIDENT_ANNOTATION]: 'INC-42 https://status.example/42',
              },
            },
          },
        ],
      },
    );
    expect(await preview('no-incident')).toMatchObject({
      status: 'failed',
      reason: { params: { url: 'https://status.example/42' } },
    });
    expect((await promote()).body.error.message).toContain('INC-42');
  });

  it('error-budget and metrics are measured, and name the Prometheus that does not answer', async () => {
    const { preview } = await startWith({
      errorBudget: { minRemaining: '20%' },
      metrics: [
        {
          name: 'Error rate',
          query: 'errors{service="{{service}}",environment="{{environment}}"}',
          max: 0.01,
        },
      ],
    });
    prometheus.answer = (query, response) =>
      prometheus.send(response, query, ['0']);
    expect(await preview('error-budget')).toMatchObject({ status: 'passed' });
    expect(await preview('metrics')).toMatchObject({
      status: 'passed',
      reason: {
        params: { metrics: [{ environment: 'staging', value: 0, max: 0.01 }] },
      },
    });
    expect(prometheus.asked.map(({ form }) => form.get('query'))).toContain(
      'errors{service="shop",environment="staging"}',
    );
  });

  it('are unknown, by the name of the server, while Prometheus does not answer', async () => {
    const { preview, promote } = await startWith({
      errorBudget: { minRemaining: '20%' },
      metrics: [{ name: 'Error rate', query: 'e{s="{{service}}"}', max: 0.01 }],
    });
    prometheus.answer = () => {};
    const begin = Date.now();
    for (const id of ['error-budget', 'metrics']) {
      const gate = await preview(id);
      expect(gate.status).toBe('unknown');
      expect(gate.reason.message).toContain('Prometheus eu does not answer.');
      expect(JSON.stringify(gate)).not.toContain(new URL(prometheus.url).host);
    }
    // One timeout, not one for each query: the Prometheus is left alone after the first.
    expect(Date.now() - begin).toBeLessThan(5_000);
    expect((await promote()).status).toBe(409);
  });

  it('sync-window waits for Argo CD to be allowed to sync, asking it once', async () => {
    const { argocd, preview, promote } = await startWith({});
    argocd.onDemand.answer('syncwindows', () => ({
      canSync: false,
      assignedWindows: [WINDOW],
      activeWindows: [WINDOW],
    }));
    const before = argocd.onDemand.count('syncwindows');
    expect(await preview('sync-window')).toMatchObject({
      status: 'failed',
      reason: { code: 'SyncWindowBlocks', params: { manualSync: false } },
    });
    expect((await promote()).status).toBe(409);
    expect(argocd.onDemand.count('syncwindows')).toBe(before + 1);
  });

  it('sync-window is left out where a rule says so', async () => {
    const { argocd, preview } = await startWith({ syncWindowOpen: false });
    argocd.onDemand.answer('syncwindows', () => ({
      canSync: false,
      assignedWindows: [WINDOW],
      activeWindows: [WINDOW],
    }));
    expect(await preview('sync-window')).toMatchObject({
      status: 'skipped',
      reason: { code: 'NotRequiredByPolicy' },
    });
    expect(argocd.onDemand.count('syncwindows')).toBe(0);
  });
});
