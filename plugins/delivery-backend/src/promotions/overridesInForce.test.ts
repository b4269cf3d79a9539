import type { PromotionOverride } from '@stonegarden/backstage-plugin-delivery-common';
import { deriveApprovalState } from './deriveApprovalState';
import { overridesInForce } from './overridesInForce';

const HEAD = 'a'.repeat(40);
const OTHER = 'b'.repeat(40);
const override: PromotionOverride = {
  by: 'user:default/rita',
  at: '2026-01-01T12:00:00.000Z',
  until: '2026-01-01T13:00:00.000Z',
  reason: 'The fix is in it.',
  gates: ['approval', 'freeze'],
  commit: HEAD,
};
const pullRequest = { number: 1, url: '', title: '' };
const record = { headCommit: HEAD, overrides: [override], pullRequest };
const DURING = new Date('2026-01-01T12:59:59.999Z');

describe('overridesInForce', () => {
  it('counts until it expires', () => {
    expect(overridesInForce(record, DURING)).toEqual([override]);
    expect(overridesInForce(record, new Date(override.until))).toEqual([]);
  });

  it('counts for the commit that it was given for, and for the portal’s own where none is named', () => {
    expect(overridesInForce({ ...record, headCommit: OTHER }, DURING)).toEqual(
      [],
    );
    const { commit: _, ...opened } = override;
    expect(
      overridesInForce({ ...record, overrides: [opened] }, DURING),
    ).toEqual([opened]);
  });

  it('does not count once the branch holds another commit', () => {
    const { commit: _, ...opened } = override;
    expect(
      overridesInForce(
        {
          ...record,
          overrides: [override, opened],
          pullRequest: { ...pullRequest, headMoved: { commit: OTHER } },
        },
        DURING,
      ),
    ).toEqual([]);
  });
});

describe('deriveApprovalState of what is overridden', () => {
  const merged = (mergedAt: string, more = {}) =>
    deriveApprovalState({
      ...record,
      status: 'merged',
      requiresApproval: true,
      requestedBy: 'user:default/olga',
      mergedAt,
      ...more,
    });

  it('is that of the time of the merge', () => {
    expect(merged('2026-01-01T12:30:00.000Z')).toBe('overridden');
    expect(merged('2026-01-01T13:00:00.000Z')).toBe('missing');
  });

  it('is missing where nobody but the requester, or another gate, was named', () => {
    const at = '2026-01-01T12:30:00.000Z';
    expect(merged(at, { requestedBy: override.by })).toBe('missing');
    expect(
      merged(at, { overrides: [{ ...override, gates: ['freeze'] }] }),
    ).toBe('missing');
  });
});
