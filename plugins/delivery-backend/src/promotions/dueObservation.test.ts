import {
  createReason,
  PromotionPullRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import { dueObservation, strongestTrigger } from './dueObservation';
import type { PromotionRecord } from './PromotionRecord';

const NOW = Date.parse('2026-01-01T12:00:00.000Z');
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

const record = (
  minutes: number,
  more: Partial<PromotionRecord> = {},
  pullRequest: Partial<PromotionPullRequest> = {},
): PromotionRecord => ({
  id: 'p-1',
  entityRef: 'component:default/shop',
  from: 'staging',
  to: 'production',
  target: { cluster: 'homelab', namespace: 'shop-production' },
  releaseKey: 'key',
  release: { images: [] },
  changes: [],
  status: 'open',
  sourceUrl: 'https://git.example/acme/platform',
  repository: 'git.example/acme/platform',
  baseCommit: 'a'.repeat(40),
  branch: 'stonegarden/promote/shop-production-1',
  headCommit: 'c'.repeat(40),
  pullRequest: {
    number: 1,
    url: 'https://git.example/acme/platform/pull/1',
    title: 'Promote shop',
    state: 'open',
    gates: { state: 'passed', asOf: ago(minutes) },
    asOf: ago(minutes),
    ...pullRequest,
  },
  told: {},
  requestedBy: 'user:default/ada',
  createdAt: ago(600),
  updatedAt: ago(600),
  ...more,
});

const direct = (minutes: number) => ({
  state: 'passed' as const,
  direct: true as const,
  asOf: ago(minutes),
});
const running = { state: 'pending' as const, items: [] };

describe('dueObservation', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: NOW });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([
    ['a minute after it was asked', record(1), 'state'],
    ['four minutes after', record(4), 'state'],
    ['five minutes after', record(5), 'everything'],
    [
      'once checks have had time to begin since, of what the portal merges',
      record(1, { createdAt: ago(2.5) }, { gates: direct(1) }),
      'everything',
    ],
    [
      'while checks may not have begun',
      record(1, { createdAt: ago(1.5) }, { gates: direct(1) }),
      'state',
    ],
    [
      'when it was asked after that',
      record(1, { createdAt: ago(5) }, { gates: direct(1) }),
      'state',
    ],
    [
      'a minute after, checks running',
      record(1, {}, { checks: running }),
      'state',
    ],
    [
      'two minutes after, checks running',
      record(2, {}, { checks: running }),
      'everything',
    ],
    ['asked by a clock that is ahead', record(-10), 'everything'],
    ['never asked', record(1, {}, { asOf: undefined }), 'everything'],
    ['its gates not asked', record(1, {}, { gates: undefined }), 'everything'],
    [
      'its own commit not known',
      record(1, { headCommit: undefined }),
      'everything',
    ],
    [
      'asked in vain',
      record(1, { reason: createReason('CheckFailed', {}) }),
      'everything',
    ],
    [
      'rejected, after 14 minutes',
      record(14, { status: 'rejected' }),
      'nothing',
    ],
    [
      'rejected, after 15 minutes',
      record(15, { status: 'rejected' }),
      'everything',
    ],
    [
      'superseded, after 14 minutes',
      record(14, { status: 'superseded' }),
      'nothing',
    ],
    [
      'superseded after the merge',
      record(60, { status: 'superseded', mergedAt: ago(90) }),
      'nothing',
    ],
    [
      'a gate to change in a minute',
      record(
        1,
        {},
        { gates: { state: 'pending', changesAt: ago(-1), asOf: ago(1) } },
      ),
      'state',
    ],
    [
      'a gate that was to change by now, as after a restart',
      record(
        1,
        {},
        { gates: { state: 'pending', changesAt: ago(0), asOf: ago(1) } },
      ),
      'everything',
    ],
    ['merged', record(60, { status: 'syncing', mergedAt: ago(60) }), 'nothing'],
  ] as const)('by schedule: %s', (_, promotion, due) => {
    expect(dueObservation(promotion, 'schedule')).toBe(due);
  });

  it('asks for everything of an open one when Argo CD changed, and for no more of a closed one', () => {
    expect(dueObservation(record(0), 'argocd')).toBe('everything');
    expect(dueObservation(record(1, { status: 'rejected' }), 'argocd')).toBe(
      'nothing',
    );
  });

  it('asks for everything when the host tells of it, until it is merged', () => {
    for (const status of ['open', 'rejected', 'superseded'] as const) {
      expect(dueObservation(record(0, { status }), 'pull-request')).toBe(
        'everything',
      );
    }
    const merged = record(0, { status: 'merged', mergedAt: ago(1) });
    expect(dueObservation(merged, 'pull-request')).toBe('nothing');
  });

  it('takes the trigger that leads to most', () => {
    expect(strongestTrigger(['schedule'])).toBe('schedule');
    expect(strongestTrigger(['schedule', 'argocd'])).toBe('argocd');
    expect(strongestTrigger(['argocd', 'pull-request', 'schedule'])).toBe(
      'pull-request',
    );
  });
});
