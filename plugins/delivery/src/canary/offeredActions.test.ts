import type { CanaryStatus } from '@stonegarden/backstage-plugin-delivery-common';
import { rolloutProgress } from '../__testUtils__/canary';
import { offeredActions, placeOf } from './offeredActions';

const EVERYTHING = { update: true, bypass: true };
const canary = (overrides: Partial<CanaryStatus> = {}): CanaryStatus => ({
  release: { images: [] },
  state: 'paused',
  step: 1,
  podHash: '6d6fd7d89d',
  ...overrides,
});

describe('offeredActions', () => {
  it('resumes a pause, and does not skip it as well', () => {
    expect(offeredActions(canary(), rolloutProgress(), EVERYTHING)).toEqual([
      'resume',
      'promote-full',
      'abort',
    ]);
  });

  it('resumes a pause that only the steps tell of yet', () => {
    expect(
      offeredActions(
        canary({ state: 'progressing' }),
        rolloutProgress({ phase: 'Paused' }),
        { update: true, bypass: false },
      ),
    ).toEqual(['resume', 'abort']);
  });

  it('skips an analysis that it is at', () => {
    expect(
      offeredActions(
        canary({ state: 'progressing', step: 2 }),
        rolloutProgress({ step: 2, phase: 'Progressing' }),
        EVERYTHING,
      ),
    ).toEqual(['skip-current-step', 'promote-full', 'abort']);
  });

  it('leaves out nothing for who may only act within the steps, and nothing else for who may only leave out', () => {
    const of = (may: { update: boolean; bypass: boolean }) =>
      offeredActions(canary(), rolloutProgress(), may);
    expect(of({ update: true, bypass: false })).toEqual(['resume', 'abort']);
    expect(of({ update: false, bypass: true })).toEqual(['promote-full']);
    expect(of({ update: false, bypass: false })).toEqual([]);
  });

  it('only begins an aborted one again', () => {
    expect(
      offeredActions(
        canary({ state: 'aborted', step: undefined }),
        rolloutProgress({ phase: 'Aborted', step: 0 }),
        EVERYTHING,
      ),
    ).toEqual(['retry']);
  });

  it('only begins one again of which only the steps tell yet that it was aborted', () => {
    expect(
      offeredActions(
        canary(),
        rolloutProgress({ phase: 'Aborted', step: 0 }),
        EVERYTHING,
      ),
    ).toEqual(['retry']);
  });

  it('promotes nothing that has its steps behind it, and skips nothing while the steps are not known', () => {
    expect(
      offeredActions(
        canary({ state: 'progressing', step: 5 }),
        rolloutProgress({ step: 5, phase: 'Progressing' }),
        EVERYTHING,
      ),
    ).toEqual(['abort']);
    expect(
      offeredActions(
        canary({ state: 'progressing', step: 2 }),
        undefined,
        EVERYTHING,
      ),
    ).toEqual(['promote-full', 'abort']);
    expect(offeredActions(undefined, undefined, EVERYTHING)).toEqual([]);
  });

  it('aborts nothing that a person promotes fully, which Argo Rollouts would take back', () => {
    expect(
      offeredActions(
        canary({ state: 'progressing', step: 5 }),
        rolloutProgress({ step: 5, phase: 'Progressing', promotesFully: true }),
        EVERYTHING,
      ),
    ).toEqual([]);
  });

  it('has nothing go forward while it is not known which version would', () => {
    const other = rolloutProgress({ podHash: '7f98c5d4b6' });
    expect(placeOf(canary(), rolloutProgress())).toEqual({
      step: 1,
      podHash: '6d6fd7d89d',
    });
    expect(placeOf(canary(), other)).toEqual({});
    expect(offeredActions(canary(), other, EVERYTHING)).toEqual(['abort']);
    expect(
      offeredActions(canary({ podHash: undefined }), undefined, EVERYTHING),
    ).toEqual(['abort']);
  });
});
