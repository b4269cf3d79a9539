import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { FLOATING_TAGS } from '@stonegarden/gitops-manifests';
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
      applications: { name: '{service}-{environment}', project: undefined },
      floatingTags: FLOATING_TAGS,
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
      settleMs: 5_000,
      deploymentRetentionMs: 30 * 24 * 60 * 60_000,
    });
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
});
