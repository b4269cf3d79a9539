import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { commitStatusOf, sharedStatusOf } from './commitStatus';
import type { PromotionRecord } from './PromotionRecord';

type Gates = NonNullable<PromotionRecord['pullRequest']>['gates'];

function record(
  name: string,
  state?: NonNullable<Gates>['state'],
  more: Partial<NonNullable<PromotionRecord['pullRequest']>> = {},
) {
  return {
    entityRef: `component:default/${name}`,
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
      commitStatusOf({ entityRef: 'component:default/a' }),
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

describe('sharedStatusOf', () => {
  it('passes only when all pass', () => {
    expect(
      sharedStatusOf([record('a', 'passed'), record('b', 'passed')]),
    ).toEqual({
      state: 'passed',
      description: 'All gates of 2 services pass.',
    });
    expect(sharedStatusOf([record('a', 'passed'), record('b')])).toMatchObject({
      state: 'pending',
    });
    expect(
      sharedStatusOf([
        record('a', 'passed'),
        { entityRef: 'component:default/b' },
      ]),
    ).toEqual({
      state: 'pending',
      description: 'b: The gates have not been asked yet.',
    });
    expect(
      sharedStatusOf([record('a', 'passed'), record('b', 'unknown')]).state,
    ).toBe('pending');
  });

  it('is the worst, and names whose it is', () => {
    const { state, description } = sharedStatusOf([
      record('a', 'pending'),
      record('b', 'failed'),
      record('c', 'failed'),
    ]);
    expect(state).toBe('failed');
    expect(description).toMatch(/^b and 1 more: Not ready to be merged/);
  });
});
