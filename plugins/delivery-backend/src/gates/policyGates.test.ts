import {
  defaultPromotionPolicy,
  type Deployment,
  type EnvironmentStatus,
  parseImage,
  type PromotionPolicy,
  type PromotionPullRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  Gate,
  GateAnswer,
  GateFacts,
} from '@stonegarden/backstage-plugin-delivery-node';
import { freeze } from './freeze/freeze';
import { requiredChecks } from './requiredChecks';
import { soak } from './soak';

const HOUR = 60 * 60 * 1000;
const NOW = '2026-12-04T12:00:00.000Z';
const release = (...images: string[]) => ({ images: images.map(parseImage) });

const deployment: Deployment = {
  id: 'd-1',
  entityRef: 'component:default/shop',
  environment: 'staging',
  instance: 'homelab',
  application: 'argocd/shop-staging',
  release: release('shop:2'),
  revision: 'c1',
  from: '2026-12-03T10:00:00.000Z',
  healthySince: '2026-12-03T12:00:00.000Z',
  outcome: 'succeeded',
};

const staging = {
  name: 'staging',
  presence: 'present',
  health: 'Healthy',
  stale: false,
} as EnvironmentStatus;

function judge(
  gate: Gate,
  policy: Partial<PromotionPolicy>,
  more: Partial<GateFacts> = {},
): GateAnswer {
  const facts = {
    source: staging,
    instances: [],
    target: { name: 'production' } as EnvironmentStatus,
    git: {
      baseCommit: 'c1',
      source: { file: 'staging.yaml', release: release('shop:2') },
      target: { file: 'production.yaml', release: release('shop:1') },
    },
    now: NOW,
    policy: { ...defaultPromotionPolicy({ isProtected: true }), ...policy },
    ...more,
  } as GateFacts;
  return gate.evaluate(facts, {
    signal: new AbortController().signal,
  }) as GateAnswer;
}

const notAsked = {
  status: 'skipped',
  reason: {
    code: 'NotRequiredByPolicy',
    params: { environment: 'production' },
  },
};

describe('soak', () => {
  const day = { soakMs: 24 * HOUR };
  const after = (
    changed: Partial<Deployment>,
    now = NOW,
    policy: Partial<PromotionPolicy> = day,
  ) =>
    judge(soak, policy, {
      now,
      sourceDeployment: { ...deployment, ...changed },
    });

  it('is not asked for by default', () => {
    expect(judge(soak, {})).toMatchObject(notAsked);
  });

  it('passes when the time is over, to the millisecond', () => {
    expect(after({})).toMatchObject({
      status: 'passed',
      reason: { code: 'Soaked' },
    });
    expect(after({}, '2026-12-04T11:59:59.999Z')).toMatchObject({
      status: 'pending',
      reason: { code: 'Soaking', changesAt: NOW },
    });
  });

  it('counts from when it was healthy, not from when it arrived', () => {
    const { status, reason } = after({
      healthySince: '2026-12-04T11:00:00.000Z',
    });
    expect(status).toBe('pending');
    expect(reason.changesAt).toBe('2026-12-05T11:00:00.000Z');
    expect(reason.message).toBe(
      'Healthy in staging since 2026-12-04T11:00:00.000Z. It must stay healthy for 1 d, until 2026-12-05T11:00:00.000Z.',
    );
  });

  it.each<[string, Deployment | undefined, string]>([
    ['no deployment', undefined, 'deployment'],
    ['no release', { ...deployment, release: undefined }, 'release'],
    ['no images', { ...deployment, release: release() }, 'release'],
    ['no time', { ...deployment, healthySince: undefined }, 'health'],
    ['no such time', { ...deployment, healthySince: 'soon' }, 'health'],
  ])('is unknown where the record has %s', (_, sourceDeployment, missing) => {
    expect(judge(soak, day, { sourceDeployment })).toMatchObject({
      status: 'unknown',
      reason: { code: 'SoakUnknown', params: { missing } },
    });
  });

  it('does not take the time of another release', () => {
    expect(after({ release: release('shop:1') })).toMatchObject({
      status: 'pending',
      reason: {
        code: 'SoakOtherRelease',
        params: { running: '1', promoted: '2' },
      },
    });
  });

  it('fails what was only ever seen degraded', () => {
    expect(after({ outcome: 'failed', healthySince: undefined })).toMatchObject(
      { status: 'failed', reason: { code: 'SoakUnhealthy' } },
    );
  });

  describe('where the source became unhealthy in between', () => {
    const seen = (source: Partial<EnvironmentStatus>, now = NOW) =>
      judge(soak, day, {
        now,
        source: { ...staging, ...source },
        sourceDeployment: deployment,
      });

    it.each<[EnvironmentStatus['health'], string]>([
      ['Degraded', 'failed'],
      ['Missing', 'failed'],
      ['Progressing', 'pending'],
      ['Suspended', 'pending'],
      ['Unknown', 'unknown'],
    ])('does not pass while it is %s: %s', (health, status) => {
      expect(seen({ health, since: '2026-12-04T11:00:00.000Z' }).status).toBe(
        status,
      );
    });

    it('does not pass while Argo CD does not answer', () => {
      expect(seen({ stale: true }).status).toBe('unknown');
    });

    it('counts from when it was healthy again', () => {
      const since = '2026-12-04T11:00:00.000Z';
      const changesAt = '2026-12-05T11:00:00.000Z';
      expect(seen({ since })).toMatchObject({
        status: 'pending',
        reason: { code: 'Soaking', params: { since }, changesAt },
      });
      expect(seen({ since }, changesAt)).toMatchObject({
        status: 'passed',
        reason: { code: 'Soaked', params: { since } },
      });
    });

    it.each([undefined, '2026-12-01T00:00:00.000Z', 'soon'])(
      'counts from the record where Argo CD says %s',
      since => {
        expect(seen({ since })).toMatchObject({
          status: 'passed',
          reason: { params: { since: deployment.healthySince } },
        });
      },
    );
  });

  it('leaves a file that cannot be read to the gates that say so', () => {
    expect(
      judge(soak, day, {
        git: {
          baseCommit: 'c1',
          source: { file: 'staging.yaml' },
          target: { file: 'production.yaml' },
        },
      }),
    ).toMatchObject({ status: 'skipped', reason: { code: 'FileNotRead' } });
  });
});

describe('freeze', () => {
  const weekend = {
    cron: '0 18 * * FRI',
    durationMs: 62 * HOUR,
    timeZone: 'Europe/Berlin',
    reason: 'Weekend',
    level: 'portal' as const,
  };
  const at = (now: string, freezes = [weekend]) =>
    judge(freeze, { freezes }, { now });

  it('is not asked for by default', () => {
    expect(judge(freeze, {})).toMatchObject(notAsked);
  });

  it('holds back until it is open, and says why and until when', () => {
    expect(at('2026-12-04T17:00:00.000Z')).toMatchObject({
      status: 'pending',
      reason: {
        code: 'Frozen',
        params: { reasons: ['Weekend'] },
        changesAt: '2026-12-07T07:00:00.000Z',
        message:
          'production is frozen: Weekend. It opens at 2026-12-07T07:00:00.000Z.',
      },
    });
    expect(at('2026-12-07T07:00:00.000Z').status).toBe('passed');
  });

  it('opens when the last of several is over, and names all that are on', () => {
    const inventory = {
      ...weekend,
      cron: '0 6 7 12 *',
      durationMs: 4 * HOUR,
      timeZone: 'UTC',
      reason: 'Inventory',
    };
    expect(at('2026-12-07T06:30:00.000Z', [weekend, inventory])).toMatchObject({
      reason: {
        params: { reasons: ['Weekend', 'Inventory'] },
        changesAt: '2026-12-07T10:00:00.000Z',
      },
    });
  });

  it('announces the next within a week, and only then', () => {
    expect(at(NOW)).toMatchObject({
      status: 'passed',
      reason: { code: 'NextFreeze', changesAt: '2026-12-04T17:00:00.000Z' },
    });
    const christmas = { ...weekend, cron: '0 0 24 12 *' };
    expect(at(NOW, [christmas])).toMatchObject({
      status: 'passed',
      reason: { code: 'NotFrozen' },
    });
  });

  it('fails where no end is known', () => {
    const always = { ...weekend, cron: '0 * * * *' };
    const answer = at(NOW, [always]);
    expect(answer).toMatchObject({
      status: 'failed',
      reason: { code: 'Frozen' },
    });
    expect(answer.reason).not.toHaveProperty('changesAt');
  });

  it('is unknown where a schedule cannot be worked out', () => {
    for (const broken of [
      { ...weekend, cron: 'never' },
      { ...weekend, cron: '0 0 30 2 *' },
      { ...weekend, timeZone: 'Europe/Nowhere' },
    ]) {
      expect(at(NOW, [broken])).toMatchObject({
        status: 'unknown',
        reason: { code: 'FreezeUnreadable' },
      });
    }
  });
});

describe('required checks', () => {
  const pullRequest: PromotionPullRequest = {
    number: 7,
    url: 'https://x/7',
    title: 'Promote',
  };
  const required = { required: true as const };
  const after = (more: Partial<PromotionPullRequest>) =>
    judge(
      requiredChecks,
      { requiredChecks: true },
      { pullRequest: { ...pullRequest, ...more } },
    );
  const checks = (
    ...items: NonNullable<PromotionPullRequest['checks']>['items']
  ) => ({ checks: { state: 'pending' as const, items } });

  it('is not asked for by default, and waits for a pull request', () => {
    expect(judge(requiredChecks, {}, { pullRequest })).toMatchObject(notAsked);
    expect(judge(requiredChecks, { requiredChecks: true })).toMatchObject({
      status: 'skipped',
      reason: { code: 'RequiredChecksAwaited' },
    });
  });

  it.each([
    ['passed', 'passed', 'ChecksPassed'],
    ['pending', 'pending', 'ChecksNotPassed'],
    ['failed', 'failed', 'ChecksNotPassed'],
  ] as const)(
    'is %s with the required checks, whatever the others say',
    (state, status, code) => {
      expect(
        after(
          checks(
            { name: 'unit', state, ...required },
            { name: 'lint', state: 'failed' },
          ),
        ),
      ).toMatchObject({
        status,
        reason: { code, params: { checks: ['unit'] } },
      });
    },
  );

  it('passes where the host requires none, and is unknown where it does not say', () => {
    expect(after({})).toMatchObject({
      status: 'passed',
      reason: { code: 'NoRequiredChecks' },
    });
    expect(after({ checksUnknown: true })).toMatchObject({
      status: 'unknown',
      reason: { code: 'RequiredChecksUnknown' },
    });
  });
});
