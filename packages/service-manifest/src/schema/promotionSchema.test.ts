import { parseServiceManifest } from '../parseServiceManifest';
import { manifestText } from '../__testUtils__/manifestText';

const path = 'kubernetes/services/shelf/service.yaml';

const parse = (promotion: object) =>
  parseServiceManifest(manifestText({ spec: { promotion } }), { path });

function complaints(rule: object): string[] {
  const result = parse({ rules: [rule] });
  return result.kind === 'foreign'
    ? ['foreign']
    : result.diagnostics.map(({ message }) => message);
}

describe('spec.promotion', () => {
  it('is read with its defaults, and with numbers beside durations and shares', () => {
    const result = parse({
      rules: [
        {
          environments: ['production'],
          soak: '24h',
          approvals: { groups: ['release-managers'] },
          freezes: [
            { cron: '0 18 * * FRI', duration: '62h', reason: 'Weekend' },
          ],
          errorBudget: { minRemaining: '20%' },
          metrics: [{ name: 'Errors', query: 'errors', max: 0.01 }],
          dependenciesHealthy: true,
          dangers: 'block',
        },
        { noIncident: false },
      ],
    });
    expect(result).toMatchObject({ kind: 'manifest', diagnostics: [] });
    expect(result.kind === 'manifest' && result.manifest.promotion).toEqual({
      rules: [
        {
          environments: ['production'],
          soak: { text: '24h', milliseconds: 86_400_000 },
          approvals: { count: 1, groups: ['release-managers'] },
          freezes: [
            {
              cron: '0 18 * * FRI',
              duration: { text: '62h', milliseconds: 223_200_000 },
              timeZone: 'UTC',
              reason: 'Weekend',
            },
          ],
          errorBudget: { minRemaining: { text: '20%', percent: 20 } },
          metrics: [
            {
              name: 'Errors',
              query: 'errors',
              max: 0.01,
              environment: 'source',
            },
          ],
          dependenciesHealthy: true,
          dangers: 'block',
        },
        { noIncident: false },
      ],
    });
  });

  const freeze = { cron: '0 18 * * FRI', duration: '62h', reason: 'Weekend' };

  it.each<[object, string]>([
    [{ soak: '1 day' }, 'rules[0].soak` is "1 day": write a duration'],
    [{ approvals: { count: -1 } }, 'count` is -1: write a whole number'],
    [{ approvals: { groups: ['user:x'] } }, 'write the name of a group'],
    [
      { freezes: [{ ...freeze, cron: '0 25 * * *' }] },
      'cron` is "0 25 * * *": write when the freeze begins in five fields',
    ],
    [
      { freezes: [{ ...freeze, timeZone: 'Europe/Bärlin' }] },
      'timeZone` is "Europe/Bärlin": write the IANA name',
    ],
    [{ freezes: [{ ...freeze, duration: '0h' }] }, 'of more than nothing'],
    [{ freezes: [{ ...freeze, reason: '' }] }, 'reason'],
    [{ errorBudget: { minRemaining: 0.2 } }, 'write a percentage such as 20%'],
    [{ metrics: [{ name: 'a', query: 'b' }] }, 'write max, min or both'],
    [{ dangers: 'allow' }, 'write ignore, reason or block'],
    [{ environments: [] }, 'write at least one environment'],
  ])('says what is wrong with %j', (rule, expected) => {
    expect(complaints(rule)).toEqual([expect.stringContaining(expected)]);
  });

  it('names the line of a rule for an environment that there is not', () => {
    const result = parse({
      rules: [{ environments: ['dev', 'productoin'], soak: '1h' }],
    });
    expect(result).toMatchObject({
      kind: 'invalid',
      diagnostics: [
        {
          code: 'unknown-rule-environment',
          message:
            '`spec.promotion.rules[0].environments[1]` is "productoin", and the service has no such environment: did you mean "production"?',
          line: 18,
        },
      ],
    });
    expect(complaints({ soack: '24h' })).toEqual([
      expect.stringContaining('did you mean'),
    ]);
  });
});
