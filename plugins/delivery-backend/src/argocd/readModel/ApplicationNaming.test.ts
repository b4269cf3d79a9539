import { application } from '../../__testUtils__/application';
import {
  ApplicationNaming,
  identifyApplication,
  PLAIN_LABELS,
  selectorOf,
  STONEGARDEN_LABELS,
} from './ApplicationNaming';
import { toApplicationRecord } from './toApplicationRecord';

const shop = { service: 'shop-api', environment: 'production' };

describe('identifyApplication', () => {
  it.each<[ApplicationNaming, object, string | undefined]>([
    [
      STONEGARDEN_LABELS,
      {
        labels: {
          'platform.stonegarden.dev/service': 'shop-api',
          'platform.stonegarden.dev/environment': 'production',
        },
      },
      'platform.stonegarden.dev/service',
    ],
    [
      PLAIN_LABELS,
      { labels: { service: 'shop-api', environment: 'production' } },
      'service',
    ],
    [
      { kind: 'annotations', service: 'acme/app', environment: 'acme/stage' },
      { annotations: { 'acme/app': 'shop-api', 'acme/stage': 'production' } },
      undefined,
    ],
    [
      { kind: 'name', pattern: '{service}-{environment}' },
      { name: 'shop-api-production' },
      undefined,
    ],
    [
      { kind: 'name', pattern: 'apps.{environment}.{service}' },
      { name: 'apps.production.shop-api' },
      undefined,
    ],
  ])('by %j', (naming, metadata, selector) => {
    expect(identifyApplication(naming, { name: 'x', ...metadata })).toEqual(
      shop,
    );
    expect(identifyApplication(naming, { name: 'x' })).toBeUndefined();
    expect(selectorOf(naming)).toBe(selector);
  });

  it('takes a pattern as it is written', () => {
    const naming: ApplicationNaming = {
      kind: 'name',
      pattern: 'apps.{environment}.{service}',
    };
    expect(
      identifyApplication(naming, { name: 'apps-production-shop' }),
    ).toBeUndefined();
  });
});

describe('toApplicationRecord', () => {
  it('reads what the configured naming identifies, and nothing else', () => {
    const value = application('shop', 'dev');
    value.metadata.labels = { service: 'store', environment: 'test' };
    expect(toApplicationRecord('homelab', value)).toBeUndefined();
    expect(toApplicationRecord('homelab', value, PLAIN_LABELS)).toMatchObject({
      service: 'store',
      environment: 'test',
    });
    expect(
      toApplicationRecord('homelab', value, {
        kind: 'name',
        pattern: '{service}-{environment}',
      }),
    ).toMatchObject({ service: 'shop', environment: 'dev' });
  });
});
