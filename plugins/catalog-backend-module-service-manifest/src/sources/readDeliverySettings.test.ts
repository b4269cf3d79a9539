import { ConfigReader } from '@backstage/config';
import { readDeliverySettings } from './readDeliverySettings';

const read = (delivery: object) =>
  readDeliverySettings(
    new ConfigReader({ delivery: JSON.parse(JSON.stringify(delivery)) }),
  );

describe('readDeliverySettings', () => {
  it.each([
    [undefined, undefined],
    ['stonegarden-labels', undefined],
    ['plain-labels', 'service'],
    [{ labels: { service: 'app', environment: 'stage' } }, 'app'],
    [{ annotations: { service: 'app', environment: 'stage' } }, false],
    ['name', false],
  ])(
    'knows by which label Applications identified by %j name their service',
    (identifiedBy, label) => {
      const { applicationLabel } = read({
        argocd: { applications: { identifiedBy } },
      });
      expect(applicationLabel).toBe(label);
    },
  );

  it('reads which images may not run where', () => {
    expect(read({}).imageRules).toEqual({});
    expect(
      read({
        protectedEnvironments: ['live'],
        promotion: { floatingTags: ['Rolling'] },
      }).imageRules,
    ).toEqual({ protectedEnvironments: ['live'], floatingTags: ['rolling'] });
  });
});
