import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { commitStatusOf, sharedStatusOf } from './commitStatus';
import type { PromotionRecord } from './PromotionRecord';

const NOW = new Date('2026-01-01T11:02:00.000Z');
const NOT_KNOWN = {
  state: 'pending',
  description: 'It is not known at the moment what the gates say.',
};

type Gates = NonNullable<PromotionRecord['pullRequest']>['gates'];

function record(
  name: string,
  state?: NonNullable<Gates>['state'],
  more: Partial<NonNullable<PromotionRecord['pullRequest']>> = {},
) {
  return {
    entityRef: `component:default/${name}`,
    told: {},
    pullRequest: {
      number: 1,
      url: '',
      title: '',
      ...(state ? { gates: { state, asOf: '2026-01-01T11:00:00.000Z' } } : {}),
      ...more,
    },
    ...(state === 'failed'
      ? {
          reason: createReason('GateNoLongerPasses', {
            environment: 'production',
            reason: createReason('PullRequestClosed', {}),
          }),
        }
      : {}),
  };
}

describe('commitStatusOf', () => {
  it('says nothing before the gates were asked', () => {
    expect(commitStatusOf(record('a'))).toBeUndefined();
    expect(
      commitStatusOf({ entityRef: 'component:default/a', told: {} }),
    ).toBeUndefined();
    expect(commitStatusOf(record('a', 'passed'))).toEqual({
      state: 'passed',
      description: 'All gates pass.',
    });
    expect(
      commitStatusOf(record('a', 'passed', { mergeable: false }))?.state,
    ).toBe('failed');
  });
});

describe('commitStatusOf, while the gates cannot be asked', () => {
  it('does not say what they said before', () => {
    const checkFailed = { reason: createReason('CheckFailed', {}) };
    expect(
      commitStatusOf({ ...record('a', 'passed'), ...checkFailed }),
    ).toEqual(NOT_KNOWN);
    // The service left the catalog after the status was written.
    expect(
      commitStatusOf({ ...record('a'), told: { status: 'head passed' } }),
    ).toEqual(NOT_KNOWN);
  });

  it('does not pass for all what one said long ago', () => {
    const records = [record('a', 'passed'), record('b', 'passed')];
    const later = new Date('2026-01-01T11:20:00.000Z');
    records[0].pullRequest.gates = {
      state: 'passed',
      asOf: later.toISOString(),
    };
    expect(sharedStatusOf(records, later)).toEqual({
      ...NOT_KNOWN,
      description: `b: ${NOT_KNOWN.description}`,
    });
  });
});

describe('sharedStatusOf', () => {
  it('passes only when all pass', () => {
    expect(
      sharedStatusOf([record('a', 'passed'), record('b', 'passed')], NOW),
    ).toEqual({
      state: 'passed',
      description: 'All gates of 2 services pass.',
    });
    expect(
      sharedStatusOf([record('a', 'passed'), record('b')], NOW),
    ).toMatchObject({
      state: 'pending',
    });
    expect(
      sharedStatusOf(
        [record('a', 'passed'), { entityRef: 'component:default/b', told: {} }],
        NOW,
      ),
    ).toEqual({
      state: 'pending',
      description: 'b: The gates have not been asked yet.',
    });
    expect(
      sharedStatusOf([record('a', 'passed'), record('b', 'unknown')], NOW)
        .state,
    ).toBe('pending');
  });

  it('is the worst, and names whose it is', () => {
    const { state, description } = sharedStatusOf(
      [record('a', 'pending'), record('b', 'failed'), record('c', 'failed')],
      NOW,
    );
    expect(state).toBe('failed');
    expect(description).toMatch(/^b and 1 more: Not ready to be merged/);
  });
});
