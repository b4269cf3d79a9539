import {
  parseEntityRef,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  defaultPromotionPolicy,
  type PromotionPolicy,
} from '@stonegarden/backstage-plugin-delivery-common';
import { isApprovalRequired } from '../promotions/tallyApprovals';
import type { ResolvedService } from '../services/ServiceResolver';
import { mergePolicy } from './mergePolicy';
import type { PolicyRule } from './PolicyRule';
import type { ConfiguredPolicyRule, PolicySelector } from './readPolicyConfig';
import { toServiceRules } from './toServiceRules';

function ownersOf({ entity }: ResolvedService): string[] {
  const { owner } = entity.spec;
  return [
    stringifyEntityRef(
      parseEntityRef(owner, {
        defaultKind: 'group',
        defaultNamespace: 'default',
      }),
    ),
    ...(entity.relations ?? [])
      .filter(({ type }) => type === RELATION_OWNED_BY)
      .map(({ targetRef }) => targetRef),
  ];
}

function fits(
  { environments, layers, owners, services }: PolicySelector,
  service: ResolvedService,
  environment: string,
): boolean {
  const { layer } = service.entity.spec;
  return (
    (!environments || environments.includes(environment)) &&
    (!layers || (layer !== undefined && layers.includes(layer))) &&
    (!services || services.includes(service.name)) &&
    (!owners || ownersOf(service).some(owner => owners.includes(owner)))
  );
}

/** Knows the promotion policy of every service and target: defaults, app-config, and service.yaml, put together. */
export class PromotionPolicies {
  readonly #protected: ReadonlySet<string>;
  readonly #rules: readonly ConfiguredPolicyRule[];

  constructor(options: {
    protectedEnvironments: readonly string[];
    /** Of app-config, from the farthest to the nearest. */
    rules: readonly ConfiguredPolicyRule[];
  }) {
    this.#protected = new Set(options.protectedEnvironments);
    this.#rules = options.rules;
  }

  /** The rules that hold for promotions of a service to an environment. */
  of(service: ResolvedService, environment: string): PromotionPolicy {
    const isProtected = this.#protected.has(environment);
    const defaults = defaultPromotionPolicy({ isProtected });
    const { configured, ofService } = this.#rulesOf(service, environment);
    const rules = [
      ...(isProtected ? keepApproval(configured, defaults) : []),
      ...configured,
    ];
    const policy = withReviewGroups(
      mergePolicy(defaults, [...rules, ...ofService]),
      mergePolicy(defaults, rules),
    );
    return isProtected ? { ...policy, direct: false, autoOpen: false } : policy;
  }

  /** The rule by which the portal opens promotions of a service to an environment by itself; undefined where it does not. */
  autoOpenRule(
    service: ResolvedService,
    environment: string,
  ): string | undefined {
    if (!this.of(service, environment).autoOpen) {
      return undefined;
    }
    const { configured, ofService } = this.#rulesOf(service, environment);
    return [...configured, ...ofService].findLast(
      ({ values }) => values.autoOpen,
    )?.name;
  }

  #rulesOf(
    service: ResolvedService,
    environment: string,
  ): { configured: PolicyRule[]; ofService: PolicyRule[] } {
    return {
      configured: this.#rules.filter(({ selector }) =>
        fits(selector, service, environment),
      ),
      ofService: toServiceRules(
        service.entity.spec.promotion?.rules ?? [],
        environment,
      ),
    };
  }
}

/**
 * Who reviews at the Git host has no rights in the portal, so that only the operators say whose reviews count: of members of groups
 * that their own rules name.
 */
function withReviewGroups(
  policy: PromotionPolicy,
  ofOperators: PromotionPolicy,
): PromotionPolicy {
  const reviewGroups = policy.approvals.groups.filter(group =>
    ofOperators.approvals.groups.includes(group),
  );
  return reviewGroups.length > 0
    ? { ...policy, approvals: { ...policy.approvals, reviewGroups } }
    : policy;
}

/**
 * Whoever writes a service.yaml does not do away with the approval of a protected environment. The operators of the portal do,
 * where all of their rules together ask for none.
 */
function keepApproval(
  configured: readonly PolicyRule[],
  defaults: PromotionPolicy,
): PolicyRule[] {
  const { approvals } = mergePolicy(defaults, configured);
  return isApprovalRequired(approvals)
    ? [
        {
          level: 'portal',
          strict: true,
          values: { approvals: defaults.approvals },
        },
      ]
    : [];
}
