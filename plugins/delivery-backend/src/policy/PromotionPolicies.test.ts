import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import {
  defaultPromotionPolicy,
  type ServiceEntity,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ServicePromotionRule } from '@stonegarden/service-manifest';
import type { ResolvedService } from '../services/ServiceResolver';
import fc from 'fast-check';
import { PromotionPolicies } from './PromotionPolicies';
import { readPolicyConfig } from './readPolicyConfig';

const HOUR = 60 * 60 * 1000;
const soakOf = (hours: number) => ({
  text: `${hours}h`,
  milliseconds: hours * HOUR,
});

function service(...rules: ServicePromotionRule[]): ResolvedService {
  return {
    entityRef: 'component:default/shop',
    name: 'shop',
    entity: {
      kind: 'Component',
      apiVersion: 'backstage.io/v1alpha1',
      metadata: { name: 'shop' },
      relations: [{ type: 'ownedBy', targetRef: 'group:default/buyers' }],
      spec: {
        type: 'service',
        lifecycle: 'production',
        owner: 'group:default/product',
        layer: 'services',
        promotion: { rules },
      },
    } as ServiceEntity,
    environments: [],
  };
}

function policyOf(
  policy: JsonObject[],
  of: ResolvedService = service(),
  environment = 'production',
) {
  const config = new ConfigReader({ delivery: { promotion: { policy } } });
  return new PromotionPolicies({
    protectedEnvironments: ['production'],
    rules: readPolicyConfig(config),
  }).of(of, environment);
}

const one = { count: 1, groups: [], fromOthers: false };

describe('PromotionPolicies', () => {
  it('asks for one approval in protected environments, and for nothing else', () => {
    expect(policyOf([])).toEqual(defaultPromotionPolicy({ isProtected: true }));
    expect(policyOf([], service(), 'dev').approvals.count).toBe(0);
  });

  it.each<[JsonObject, boolean]>([
    [{ environments: ['production'] }, true],
    [{ environments: ['dev'] }, false],
    [{ owners: ['product'] }, true],
    [{ owners: ['group:default/buyers'] }, true],
    [{ owners: ['other'] }, false],
    [{ layers: ['services', 'infra'] }, true],
    [{ layers: ['infra'] }, false],
    [{ services: ['shop'] }, true],
    [{ services: ['blog'] }, false],
    [{ services: ['shop'], environments: ['dev'] }, false],
  ])('takes a rule for %j: %s', (selector, fits) => {
    const { soakMs } = policyOf([{ ...selector, soak: '1h' }]);
    expect(soakMs).toBe(fits ? HOUR : 0);
  });

  it('lets service.yaml come last, for the environments that it names', () => {
    const rules = [{ soak: '24h' }];
    const own = service({ environments: ['production'], soak: soakOf(1) });
    expect(policyOf(rules, own).soakMs).toBe(HOUR);
    expect(policyOf(rules, own, 'dev').soakMs).toBe(24 * HOUR);
  });

  it('does not let service.yaml loosen what is strict', () => {
    const rules = [{ strict: true, soak: '24h', dangers: 'block' }];
    const own = service({ soak: soakOf(1), dangers: 'ignore' });
    expect(policyOf(rules, own)).toMatchObject({
      soakMs: 24 * HOUR,
      dangers: 'block',
    });
    expect(policyOf(rules, service({ soak: soakOf(48) })).soakMs).toBe(
      48 * HOUR,
    );
  });

  it('does not let service.yaml do away with the approval of a protected environment', () => {
    const none = service({ approvals: { count: 0, groups: [] }, direct: true });
    expect(policyOf([], none)).toMatchObject({ approvals: one, direct: false });
    expect(policyOf([], none, 'dev')).toMatchObject({ direct: true });
    // The operators of the portal may.
    expect(policyOf([{ approvals: { count: 0 } }]).approvals.count).toBe(0);
    const two = service({ approvals: { count: 2, groups: ['qa'] } });
    expect(policyOf([], two).approvals).toEqual({
      count: 2,
      groups: ['group:default/qa'],
      fromOthers: true,
    });
  });

  it('lets only the operators name the groups whose reviews at the Git host count', () => {
    const qa = 'group:default/qa';
    const own = 'group:default/product';
    const ofService = (...groups: string[]) =>
      service({ approvals: { count: 1, groups } });
    const countFor = (policy: JsonObject[], of?: ResolvedService) => {
      const { groups, reviewGroups } = policyOf(policy, of).approvals;
      return { groups, reviewGroups };
    };
    expect(countFor([], ofService('product'))).toEqual({
      groups: [own],
      reviewGroups: undefined,
    });
    const rules = [{ approvals: { groups: ['qa'] } }];
    expect(countFor(rules)).toEqual({ groups: [qa], reviewGroups: [qa] });
    expect(countFor(rules, ofService('product'))).toEqual({
      groups: [own],
      reviewGroups: undefined,
    });
    expect(countFor(rules, ofService('qa', 'product'))).toEqual({
      groups: [qa, own],
      reviewGroups: [qa],
    });
    expect(
      countFor([{ ...rules[0], strict: true }], ofService('product')),
    ).toEqual({ groups: [qa, own], reviewGroups: [qa] });
  });

  it.each([
    ['one that is not strict', [{ approvals: { count: 1 } }]],
    ['more', [{ approvals: { count: 2 } }]],
    ['a group', [{ approvals: { count: 0, groups: ['qa'] } }]],
    [
      'none, and then one',
      [
        { approvals: { count: 0 } },
        { services: ['shop'], approvals: { count: 1 } },
      ],
    ],
  ])('nor where the operators ask for %s', (_, rules) => {
    const none = service({ approvals: { count: 0, groups: [] } });
    expect(policyOf(rules, none).approvals.count).toBe(1);
  });

  it('keeps an approval in protected environments, whatever rules say, unless the operators ask for none', () => {
    const approvals = fc.record({
      count: fc.integer({ min: 0, max: 3 }),
      groups: fc.subarray(['qa', 'ops']),
    });
    const configured = fc.record(
      {
        strict: fc.boolean(),
        environments: fc.subarray(['dev', 'production'], { minLength: 1 }),
        services: fc.subarray(['shop', 'blog'], { minLength: 1 }),
        soak: fc.constant('1h'),
        approvals,
      },
      { requiredKeys: ['soak'] },
    );
    const own = fc.record({ approvals }, { requiredKeys: [] });
    fc.assert(
      fc.property(
        fc.array(configured, { maxLength: 4 }),
        fc.array(own, { maxLength: 3 }),
        (rules, ofService) => {
          const portal = policyOf(rules).approvals;
          const { count } = policyOf(rules, service(...ofService)).approvals;
          const isWaived = portal.count === 0 && portal.groups.length === 0;
          expect(count >= 1 || isWaived).toBe(true);
        },
      ),
    );
  });

  describe('autoOpenRule', () => {
    const ruleOf = (
      policy: JsonObject[],
      of: ResolvedService = service(),
      environment = 'staging',
    ) => {
      const config = new ConfigReader({ delivery: { promotion: { policy } } });
      return new PromotionPolicies({
        protectedEnvironments: ['production'],
        rules: readPolicyConfig(config),
      }).autoOpenRule(of, environment);
    };
    const always = service({ autoOpen: true });

    it.each<[string, string | undefined, string | undefined]>([
      ['none where nobody says so', ruleOf([]), undefined],
      [
        'that of app-config',
        ruleOf([{ soak: '1h' }, { autoOpen: true }, { soak: '2h' }]),
        'delivery.promotion.policy[1]',
      ],
      [
        'that of service.yaml after it',
        ruleOf([{ autoOpen: true }], always),
        'spec.promotion.rules[0]',
      ],
      [
        'none after one that says no',
        ruleOf([{ autoOpen: true }], service({ autoOpen: false })),
        undefined,
      ],
      [
        'none past a strict one that says no',
        ruleOf([{ autoOpen: false, strict: true }], always),
        undefined,
      ],
      [
        'none of a protected environment',
        ruleOf([{ autoOpen: true }], always, 'production'),
        undefined,
      ],
    ])('is %s', (_what, rule, expected) => {
      expect(rule).toBe(expected);
    });
  });
});
