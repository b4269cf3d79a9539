import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { FLOATING_TAGS } from '@stonegarden/gitops-manifests';
import { STONEGARDEN_LABELS } from '../argocd/readModel/ApplicationNaming';
import { readDeliveryConfig } from './readDeliveryConfig';

const instance = {
  name: 'homelab',
  url: 'http://argocd.internal:8080/',
  token: 'secret',
};

const read = (instances: JsonObject[], more: JsonObject = {}) =>
  readDeliveryConfig(
    new ConfigReader({
      delivery: {
        argocd: { instances },
        ...more,
      },
    }),
  );

describe('readDeliveryConfig', () => {
  it('reads instances and the settle time', () => {
    expect(
      read(
        [
          {
            ...instance,
            dashboardUrl: 'https://argo.example',
            clusters: ['a'],
          },
        ],
        {
          promotion: { settleTime: { seconds: 5 } },
          deployments: { retention: { days: 30 } },
        },
      ),
    ).toEqual({
      automation: [],
      applications: { name: '{service}-{environment}', project: undefined },
      floatingTags: FLOATING_TAGS,
      naming: STONEGARDEN_LABELS,
      instances: [
        {
          name: 'homelab',
          url: 'http://argocd.internal:8080',
          token: 'secret',
          dashboardUrl: 'https://argo.example',
          clusters: ['a'],
        },
      ],
      protectedEnvironments: ['production'],
      productionEnvironments: ['production'],
      previewsPerMinute: 30,
      settleMs: 5_000,
      deploymentRetentionMs: 30 * 24 * 60 * 60_000,
    });
  });

  it('counts the protected environments as production, unless others are named', () => {
    const protectedEnvironments = ['live', 'live-eu'];
    expect(read([], { protectedEnvironments })).toMatchObject({
      productionEnvironments: protectedEnvironments,
    });
    expect(
      read([], {
        protectedEnvironments,
        dora: { productionEnvironments: ['live'] },
      }),
    ).toMatchObject({
      protectedEnvironments,
      productionEnvironments: ['live'],
    });
  });

  it('runs a program by its whole path only', () => {
    const withProgram = (kustomize: string) =>
      read([], { promotion: { rendering: { kustomize } } });
    expect(withProgram('/opt/kustomize').kustomize).toBe('/opt/kustomize');
    expect(() => withProgram('kustomize')).toThrow(
      'delivery.promotion.rendering.kustomize in app-config must be the whole path',
    );
  });

  it('protects the environments that are named', () => {
    const config = (delivery: JsonObject) =>
      readDeliveryConfig(
        new ConfigReader({
          delivery: { argocd: { instances: [] }, ...delivery },
        }),
      ).protectedEnvironments;
    expect(config({ protectedEnvironments: ['live', 'dr'] })).toEqual([
      'live',
      'dr',
    ]);
    expect(config({ protectedEnvironments: [] })).toEqual([]);
  });

  it('waits a minute when nothing is said', () => {
    expect(read([instance]).settleMs).toBe(60_000);
  });

  it.each([
    [[{ url: 'http://a', token: 't' }], 'delivery.argocd.instances[0].name'],
    [
      [{ name: 'a', token: 't' }],
      'delivery.argocd.instances[0].url is missing',
    ],
    [
      [instance, { name: 'b', url: 'http://b' }],
      'delivery.argocd.instances[1].token is missing',
    ],
    [
      [{ ...instance, url: 'argocd:80' }],
      'instances[0].url in app-config must',
    ],
    [[instance, instance], 'two instances named homelab'],
  ])('names what is wrong in %j', (instances, words) => {
    expect(() => read(instances)).toThrow(words);
  });

  it('names the list itself when it is missing', () => {
    expect(() => readDeliveryConfig(new ConfigReader({}))).toThrow(
      'delivery.argocd.instances is missing',
    );
  });

  it('keeps addresses out of messages', () => {
    expect(() => read([{ ...instance, url: 'ftp://argocd.internal' }])).toThrow(
      expect.objectContaining({
        message: expect.not.stringContaining('argocd.internal'),
      }),
    );
  });

  it.each([
    ['plain-labels', { kind: 'labels', service: 'service' }],
    ['stonegarden-labels', STONEGARDEN_LABELS],
    ['name', { kind: 'name', pattern: '{service}-{environment}' }],
    [
      { annotations: { service: 'a/app', environment: 'a/stage' } },
      { kind: 'annotations', service: 'a/app', environment: 'a/stage' },
    ],
    [
      { labels: { service: 'app', environment: 'stage' } },
      { kind: 'labels', service: 'app', environment: 'stage' },
    ],
  ])('reads how Applications are identified: %j', (identifiedBy, naming) => {
    const config = new ConfigReader({
      delivery: { argocd: { instances: [], applications: { identifiedBy } } },
    });
    expect(readDeliveryConfig(config).naming).toMatchObject(naming);
  });

  it.each([
    [{ identifiedBy: 'magic' }, /identifiedBy in app-config must be/],
    [{ identifiedBy: { labels: {} } }, /labels/],
    [{ identifiedBy: 'name', name: 'x' }, /must contain \{service\}/],
    [
      { identifiedBy: 'name', name: '{team}-{service}-{environment}' },
      /must not contain \{team\}/,
    ],
  ])('refuses %j', (applications, message) => {
    const config = new ConfigReader({
      delivery: { argocd: { instances: [], applications } },
    });
    expect(() => readDeliveryConfig(config)).toThrow(message);
  });

  it('reads names of clusters, with the addresses that Applications may state', () => {
    const config = new ConfigReader({
      delivery: {
        argocd: {
          instances: [
            {
              ...instance,
              clusters: ['a', { name: 'b', server: 'https://b.example/' }],
            },
          ],
        },
      },
    });
    expect(readDeliveryConfig(config).instances[0]).toMatchObject({
      clusters: ['a', 'b'],
      servers: { 'https://b.example': 'b' },
    });
  });

  it('takes whole numbers only for how many previews a minute may have', () => {
    const limitOf = (previewsPerMinute: number) =>
      readDeliveryConfig(
        new ConfigReader({
          delivery: {
            argocd: { instances: [] },
            promotion: { previewsPerMinute },
          },
        }),
      ).previewsPerMinute;
    expect(limitOf(5)).toBe(5);
    for (const wrong of [0, -1, 1.5]) {
      expect(() => limitOf(wrong)).toThrow(
        'delivery.promotion.previewsPerMinute in app-config must be a whole number of at least 1',
      );
    }
  });
});
