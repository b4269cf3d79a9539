import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readPolicyConfig } from './readPolicyConfig';

const read = (...policy: JsonObject[]) =>
  readPolicyConfig(new ConfigReader({ delivery: { promotion: { policy } } }));

const freeze = { cron: '0 18 * * FRI', duration: '62h', reason: 'Weekend' };

const QUERY = 'errors{service="{{service}}"}';

describe('readPolicyConfig', () => {
  it('has no rules where there are none', () => {
    expect(readPolicyConfig(new ConfigReader({}))).toEqual([]);
  });

  it('reads every rule, with durations and shares in the forms of other keys', () => {
    expect(
      read({
        environments: ['production'],
        layers: ['services'],
        strict: true,
        soak: { hours: 24 },
        approvals: { count: 2, groups: ['qa', 'group:acme/SRE'] },
        freezes: [{ ...freeze, timeZone: 'Europe/Berlin' }],
        dependenciesHealthy: true,
        noIncident: false,
        syncWindowOpen: false,
        requiredChecks: true,
        errorBudget: { minRemaining: '20%' },
        metrics: [{ name: 'Errors', query: QUERY, max: 0.01 }],
        dangers: 'block',
        direct: false,
        autoOpen: true,
      }),
    ).toEqual([
      {
        name: 'delivery.promotion.policy[0]',
        level: 'portal',
        strict: true,
        selector: { environments: ['production'], layers: ['services'] },
        values: {
          soakMs: 86_400_000,
          approvals: {
            count: 2,
            groups: ['group:default/qa', 'group:acme/sre'],
            fromOthers: true,
          },
          freezes: [
            {
              cron: '0 18 * * FRI',
              durationMs: 223_200_000,
              timeZone: 'Europe/Berlin',
              reason: 'Weekend',
              level: 'portal',
            },
          ],
          dependenciesHealthy: true,
          noIncident: false,
          syncWindowOpen: false,
          requiredChecks: true,
          errorBudget: { minRemaining: 0.2, environment: 'target' },
          metrics: [
            {
              name: 'Errors',
              query: QUERY,
              max: 0.01,
              environment: 'source',
            },
          ],
          dangers: 'block',
          direct: false,
          autoOpen: true,
        },
      },
    ]);
    expect(read({ errorBudget: { minRemaining: 0.5 } })[0].values).toEqual({
      errorBudget: { minRemaining: 0.5, environment: 'target' },
    });
    expect(read({ soak: 'PT1H' })[0].values).toEqual({ soakMs: 3_600_000 });
  });

  it('puts rules for everybody before those for owners and those for services', () => {
    const order = read(
      { services: ['shop'], owners: ['a'], soak: '1h' },
      { services: ['shop'], soak: '2h' },
      { owners: ['team-a'], soak: '3h' },
      { soak: '4h' },
      { environments: ['dev'], soak: '5h' },
    ).map(({ level, values }) => [level, Number(values.soakMs) / 3_600_000]);
    expect(order).toEqual([
      ['portal', 4],
      ['portal', 5],
      ['team', 3],
      ['portal', 2],
      ['team', 1],
    ]);
  });

  it.each<[JsonObject, RegExp]>([
    [{ soke: '24h' }, /policy\[0\]\.soke in app-config is not known; .* soak,/],
    [
      { soak: '24 bananas' },
      /policy\[0\]\.soak in app-config must be a duration/,
    ],
    [{ soak: 24 }, /soak/],
    [{ owners: ['a:b:c/d'] }, /policy\[0\]\.owners .*is no group/],
    [{ environments: [] }, /policy\[0\]\.environments .*leave it out/],
    [{ layers: ['apps'] }, /policy\[0\]\.layers .*services, platform/],
    [{ approvals: { count: 1.5 } }, /approvals\.count .*whole number/],
    [{ approvals: { people: 2 } }, /approvals\.people .*not known/],
    [
      { freezes: [{ ...freeze, cron: '0 0 18 * * FRI' }] },
      /freezes\[0\]\.cron .*such as 0 18 \* \* FRI/,
    ],
    [
      { freezes: [{ ...freeze, cron: '0 0 31 2 *' }] },
      /freezes\[0\]\.cron .*names no time/,
    ],
    [
      { freezes: [{ ...freeze, timeZone: 'Berlin' }] },
      /freezes\[0\]\.timeZone .*Europe\/Berlin/,
    ],
    [
      { freezes: [{ ...freeze, duration: '0s' }] },
      /freezes\[0\]\.duration .*longer than nothing/,
    ],
    [{ freezes: [{ cron: '0 0 * * *', duration: '1h' }] }, /reason/],
    [{ errorBudget: { minRemaining: '120%' } }, /minRemaining .*20%/],
    [{ metrics: [{ name: 'a', query: QUERY }] }, /metrics\[0\] .*max, min/],
    [
      { metrics: [{ name: 'a', query: 'errors', max: 1 }] },
      /metrics\[0\]\.query .*\{\{service\}\}/,
    ],
    [
      {
        metrics: [
          { name: 'a', query: 'e{a="{{service}}"}[{{window}}]', max: 1 },
        ],
      },
      /metrics\[0\]\.query .*\{\{window\}\}/,
    ],
    [
      { metrics: [{ name: 'a', query: QUERY, max: 1, environment: 'x' }] },
      /metrics\[0\]\.environment .*source, target/,
    ],
    [{ dangers: 'allow' }, /policy\[0\]\.dangers .*ignore, reason, block/],
    [{ strict: 'yes please' }, /strict/],
  ])('refuses %j', (rule, message) => {
    expect(() => read(rule)).toThrow(message);
  });
});
