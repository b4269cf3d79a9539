import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@backstage/errors';
import { createBuiltInGates } from '../gates/createBuiltInGates';
import { OverrideRules } from './OverrideRules';

const limits = { defaultMinutes: 60, maxMinutes: 120 };
const rules = new OverrideRules({
  gates: createBuiltInGates({ floatingTags: [] }),
  limits,
});
const request = { gates: ['soak', 'freeze', 'soak'], reason: 'Outage' };
const now = new Date('2026-01-01T12:00:00.000Z');
const RITA = 'user:default/rita';

describe('OverrideRules', () => {
  it('says when an override expires', () => {
    expect(rules.toOverride(request, RITA, { now })).toEqual({
      by: RITA,
      at: now.toISOString(),
      until: '2026-01-01T13:00:00.000Z',
      reason: 'Outage',
      gates: ['freeze', 'soak'],
    });
    expect(
      rules.toOverride({ ...request, minutes: 120 }, RITA, {
        now,
        commit: 'c',
      }),
    ).toMatchObject({ until: '2026-01-01T14:00:00.000Z', commit: 'c' });
  });

  it('refuses a longer time, gates that nobody may override, and those that it does not know', () => {
    expect(() => rules.toOverride({ ...request, minutes: 121 }, RITA)).toThrow(
      new InputError(
        'Gates may be overridden for at most 120 minutes, not for 121',
      ),
    );
    expect(() =>
      rules.toOverride({ ...request, gates: ['soak', 'differs', 'x'] }, RITA),
    ).toThrow(/^Nobody may override differs, x\./);
  });

  it('is about own gates that say so, and about no others', () => {
    const own = new OverrideRules({
      gates: [{ id: 'mine' }, { id: 'yours', overridable: true }],
      limits,
    });
    const ask = (gates: string[]) =>
      own.toOverride({ ...request, gates }, RITA);
    expect(ask(['yours']).gates).toEqual(['yours']);
    expect(() => ask(['mine'])).toThrow(InputError);
  });

  it('is what the guide says', () => {
    const guide = readFileSync(
      join(__dirname, '../../../../docs/guides/promotion-override.md'),
      'utf8',
    );
    const said = new Map(
      [...guide.matchAll(/^\| `([a-z-]+)`\s*\| (yes|no)\b/gm)].map(
        ([, id, may]) => [id, may],
      ),
    );
    expect(Object.fromEntries(said)).toEqual(
      Object.fromEntries(
        createBuiltInGates({ floatingTags: [] }).map(({ id, overridable }) => [
          id,
          overridable ? 'yes' : 'no',
        ]),
      ),
    );
  });
});
