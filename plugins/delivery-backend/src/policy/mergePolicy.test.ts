import {
  defaultPromotionPolicy,
  type PromotionPolicy,
} from '@stonegarden/backstage-plugin-delivery-common';
import fc from 'fast-check';
import { mergePolicy } from './mergePolicy';
import type { PolicyRule, PolicyValues } from './PolicyRule';

const defaults = defaultPromotionPolicy({ isProtected: true });
const HOUR = 60 * 60 * 1000;

const rule = (
  values: PolicyValues,
  more: Partial<PolicyRule> = {},
): PolicyRule => ({ level: 'portal', strict: false, values, ...more });

const freezeOf = (cron: string) => ({
  cron,
  durationMs: HOUR,
  timeZone: 'UTC',
  reason: cron,
  level: 'portal' as const,
});

const anyValues: fc.Arbitrary<PolicyValues> = fc.record(
  {
    soakMs: fc.nat(5),
    approvals: fc.record({
      count: fc.nat(3),
      groups: fc.uniqueArray(fc.constantFrom('group:a/a', 'group:a/b')),
      fromOthers: fc.boolean(),
    }),
    freezes: fc
      .uniqueArray(fc.constantFrom('0 0 * * *', '0 9 * * *', '0 1 * * 1'))
      .map(crons => crons.map(freezeOf)),
    dependenciesHealthy: fc.boolean(),
    noIncident: fc.boolean(),
    syncWindowOpen: fc.boolean(),
    errorBudget: fc.record({
      minRemaining: fc.constantFrom(0, 0.2, 1),
      environment: fc.constant('target' as const),
    }),
    metrics: fc.uniqueArray(fc.constantFrom(1, 2, 3)).map(bounds =>
      bounds.map(max => ({
        name: 'Errors',
        query: 'errors',
        max,
        environment: 'source' as const,
      })),
    ),
    requiredChecks: fc.boolean(),
    dangers: fc.constantFrom('ignore', 'reason', 'block'),
    direct: fc.boolean(),
    autoOpen: fc.boolean(),
  },
  { requiredKeys: [] },
);

const anyRules = fc.array(
  fc.record({
    level: fc.constantFrom('portal' as const, 'team' as const),
    strict: fc.boolean(),
    values: anyValues,
  }),
  { maxLength: 6 },
);

/** What of a rule a policy falls short of. */
function shortOf(policy: PromotionPolicy, values: PolicyValues): string[] {
  const dangers = ['ignore', 'reason', 'block'];
  const includes = (all: unknown[], some: unknown[] = []) => {
    const known = new Set(all.map(item => JSON.stringify(item)));
    return some.every(item => known.has(JSON.stringify(item)));
  };
  const {
    approvals,
    dangers: ofDangers = 'ignore',
    errorBudget,
    soakMs = 0,
  } = values;
  const kept: Record<string, boolean> = {
    soakMs: policy.soakMs >= soakMs,
    count: policy.approvals.count >= (approvals?.count ?? 0),
    groups: includes(policy.approvals.groups, approvals?.groups),
    fromOthers: policy.approvals.fromOthers || !approvals?.fromOthers,
    freezes: includes(policy.freezes, values.freezes),
    dependencies: policy.dependenciesHealthy || !values.dependenciesHealthy,
    noIncident: policy.noIncident || !values.noIncident,
    syncWindowOpen: policy.syncWindowOpen || !values.syncWindowOpen,
    errorBudget:
      !errorBudget ||
      (policy.errorBudget?.minRemaining ?? -1) >= errorBudget.minRemaining,
    metrics: includes(policy.metrics, values.metrics),
    requiredChecks: policy.requiredChecks || !values.requiredChecks,
    dangers: dangers.indexOf(policy.dangers) >= dangers.indexOf(ofDangers),
    direct: !policy.direct || values.direct !== false,
    autoOpen: !policy.autoOpen || values.autoOpen !== false,
  };
  return Object.keys(kept).filter(key => !kept[key]);
}

describe('mergePolicy', () => {
  it('is the defaults where nobody says anything', () => {
    expect(mergePolicy(defaults, [])).toEqual(defaults);
  });

  it('lets the nearer rule take the place of one that is not strict', () => {
    expect(
      mergePolicy(defaults, [
        rule({ soakMs: 24 * HOUR, dangers: 'block' }),
        rule({ soakMs: HOUR, freezes: [freezeOf('0 0 * * *')] }),
        rule({ freezes: [] }, { level: 'service' }),
      ]),
    ).toEqual({ ...defaults, soakMs: HOUR, dangers: 'block' });
  });

  it('lets the nearer rule make a strict one stricter, and not looser', () => {
    const approvals = {
      count: 2,
      groups: ['group:default/qa'],
      fromOthers: true,
    };
    const strict = rule(
      { soakMs: 24 * HOUR, approvals, freezes: [freezeOf('0 0 * * *')] },
      { strict: true },
    );
    expect(
      mergePolicy(defaults, [
        strict,
        rule(
          {
            soakMs: HOUR,
            approvals: {
              count: 1,
              groups: ['group:default/sre'],
              fromOthers: true,
            },
            freezes: [freezeOf('0 9 * * *')],
          },
          { level: 'service' },
        ),
      ]),
    ).toEqual({
      ...defaults,
      soakMs: 24 * HOUR,
      approvals: {
        count: 2,
        groups: ['group:default/qa', 'group:default/sre'],
        fromOthers: true,
      },
      freezes: [freezeOf('0 0 * * *'), freezeOf('0 9 * * *')],
    });
  });

  it('is never looser than a strict rule, whatever else there is', () => {
    fc.assert(
      fc.property(anyRules, rules => {
        const policy = mergePolicy(defaults, rules);
        rules
          .filter(({ strict }) => strict)
          .forEach(({ values }) => expect(shortOf(policy, values)).toEqual([]));
      }),
    );
  });

  it('is never looser than its last rule', () => {
    fc.assert(
      fc.property(anyRules, anyValues, (rules, values) => {
        const policy = mergePolicy(defaults, [...rules, rule(values)]);
        expect(shortOf(policy, values)).toEqual([]);
      }),
    );
  });

  it('says the same when rules are said twice', () => {
    fc.assert(
      fc.property(anyRules, rules => {
        const once = mergePolicy(defaults, rules);
        const twice = mergePolicy(defaults, [...rules, ...rules]);
        expect(shortOf(once, twice)).toEqual([]);
        expect(shortOf(twice, once)).toEqual([]);
      }),
    );
  });

  it('goes by the last rule alone where none is strict', () => {
    fc.assert(
      fc.property(anyRules, rules => {
        const loose = rules.map(one => ({ ...one, strict: false }));
        expect(mergePolicy(defaults, loose)).toEqual(
          Object.assign({}, defaults, ...loose.map(({ values }) => values)),
        );
      }),
    );
  });

  it('changes nothing of what it is given', () => {
    fc.assert(
      fc.property(anyRules, rules => {
        const before = structuredClone({ defaults, rules });
        mergePolicy(defaults, rules);
        expect({ defaults, rules }).toEqual(before);
      }),
    );
  });
});
