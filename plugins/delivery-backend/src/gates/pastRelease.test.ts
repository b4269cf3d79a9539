import {
  type Deployment,
  parseImage,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  GateFacts,
  OtherSource,
} from '@stonegarden/backstage-plugin-delivery-node';
import { ask, gateFacts } from '../__testUtils__/gateFacts';
import { order } from './order';
import { rolledBack } from './rolledBack';
import { soak } from './soak';
import { sourceHealthy } from './sourceHealthy';
import { sourceSynced } from './sourceSynced';

const HOUR_MS = 3_600_000;
const release = (tag: string) => ({ images: [parseImage(`shop:${tag}`)] });

const deployment = (more: Partial<Deployment> = {}): Deployment => ({
  id: 'd-1',
  entityRef: 'component:default/shop',
  environment: 'staging',
  instance: 'homelab',
  application: 'argocd/shop-staging',
  release: release('1.0'),
  revision: 'c'.repeat(40),
  from: '2026-01-01T07:00:00.000Z',
  until: '2026-01-01T11:00:00.000Z',
  healthySince: '2026-01-01T08:00:00.000Z',
  lastHealthySince: '2026-01-01T08:00:00.000Z',
  outcome: 'succeeded',
  ...more,
});

/** 1.0 is promoted out of the past of staging, which has 1.1 by now. */
const facts = (more: Partial<GateFacts> = {}): GateFacts => {
  const base = gateFacts(undefined, { soakMs: HOUR_MS });
  return {
    ...base,
    chosen: {
      deployment: 'd-1',
      environment: 'staging',
      commit: 'c'.repeat(40),
    },
    git: {
      ...base.git,
      source: { file: 'staging.yaml', release: release('1.0') },
    },
    sourceDeployment: deployment({
      id: 'd-2',
      release: release('1.1'),
      until: undefined,
    }),
    past: { deployment: deployment() },
    ...more,
  };
};

const answers = async (given: GateFacts) =>
  Promise.all(
    [sourceHealthy, sourceSynced, order, soak].map(async gate => {
      const { status, code } = await ask(gate, given);
      return `${status} ${code}`;
    }),
  );

describe('gates about a Release of the past', () => {
  it('judge what became of it there, not what is there now', async () => {
    const degraded = facts();
    degraded.source = { ...degraded.source, health: 'Degraded' };
    expect(await answers(degraded)).toEqual([
      'passed ReleaseWasHealthy',
      'passed ReleaseWasDeployed',
      'passed OrderKept',
      'passed SoakedBefore',
    ]);
  });

  it('count its time until it was replaced', async () => {
    const short = facts({
      past: {
        deployment: deployment({ until: '2026-01-01T08:59:59.000Z' }),
      },
    });
    expect(await ask(soak, short)).toMatchObject({
      status: 'failed',
      code: 'SoakCutShort',
    });
    const long = facts({
      past: {
        deployment: deployment({ until: '2026-01-01T09:00:00.000Z' }),
      },
    });
    expect(await ask(soak, long)).toMatchObject({ status: 'passed' });
  });

  it('go by what is now while it still runs there', async () => {
    const running = facts({
      past: { deployment: deployment({ until: undefined }) },
    });
    running.source = { ...running.source, health: 'Degraded' };
    expect(await answers(running)).toEqual([
      'failed EnvironmentUnhealthy',
      'passed ReleaseWasDeployed',
      'passed OrderKept',
      'failed EnvironmentUnhealthy',
    ]);
  });

  it('count only the last time that it was healthy', async () => {
    const given = facts({
      past: {
        deployment: deployment({
          lastHealthySince: '2026-01-01T10:30:00.000Z',
        }),
      },
    });
    expect(await ask(soak, given)).toMatchObject({
      status: 'failed',
      code: 'SoakCutShort',
    });
    expect((await ask(sourceHealthy, given)).message).toBe(
      '1.0 was Healthy in staging from 2026-01-01T10:30:00.000Z, and was not seen Degraded after that before it was replaced.',
    );
  });

  it.each([
    [
      'it was Degraded when it was replaced',
      { degradedAt: '2026-01-01T10:00:00.000Z' },
      'failed ReleaseBecameDegraded',
    ],
    [
      'nobody recorded whether it stayed healthy',
      { lastHealthySince: undefined },
      'unknown ReleaseHealthNotRecorded',
    ],
  ] as const)('do not pass where %s', async (_what, more, answer) => {
    expect(
      await answers(facts({ past: { deployment: deployment(more) } })),
    ).toEqual([
      answer,
      'passed ReleaseWasDeployed',
      'passed OrderKept',
      answer,
    ]);
  });

  it.each([
    [{ outcome: 'failed', healthySince: undefined }, 'failed SoakUnhealthy'],
    [
      { outcome: undefined, healthySince: undefined },
      'unknown ReleaseHealthUnknown',
    ],
  ] as const)('take nothing for healthy: %j', async (outcome, answer) => {
    expect(
      await answers(facts({ past: { deployment: deployment(outcome) } })),
    ).toEqual([
      answer,
      'passed ReleaseWasDeployed',
      'passed OrderKept',
      answer,
    ]);
  });

  it('fail with where it was seen, when it never came there', async () => {
    const never = facts({
      chosen: { deployment: 'd-0', environment: 'dev', commit: 'c'.repeat(40) },
      past: {},
    });
    expect(new Set(await answers(never))).toEqual(
      new Set(['failed ReleaseNotDeployed']),
    );
    expect((await ask(order, never)).message).toBe(
      'The record has no deployment of 1.0 to staging, only to dev. Promote it to staging first.',
    );
  });

  it('ask why, when it was rolled back on its way', async () => {
    expect(
      await ask(
        rolledBack,
        facts({
          past: {
            deployment: deployment(),
            rolledBack: { at: '2026-01-01T11:00:00.000Z' },
          },
        }),
      ),
    ).toMatchObject({
      status: 'failed',
      code: 'RolledBackBefore',
      message: expect.stringContaining('in staging'),
    });
  });
});

describe('order', () => {
  it('fails for a step that is left out, and says where releases come from', async () => {
    const skipping = gateFacts(undefined);
    skipping.source = { ...skipping.source, name: 'dev' };
    expect(await ask(order, skipping)).toEqual({
      status: 'failed',
      code: 'OrderSkipped',
      message:
        'dev is not directly before production on the promotion path: releases come to production from staging. Promote it there first.',
    });
  });

  describe('where the path meets', () => {
    const meeting = (other: Partial<OtherSource>): GateFacts => {
      const { chosen: _, past: _past, ...base } = facts();
      return {
        ...base,
        before: ['eu', 'us'],
        source: { ...base.source, name: 'eu', release: release('1.0') },
        sourceDeployment: deployment({ until: undefined }),
        otherSources: [
          {
            environment: {
              ...base.source,
              name: 'us',
              release: release('1.0'),
            },
            git: { file: 'us.yaml', release: release('1.0') },
            deployment: deployment({ environment: 'us', until: undefined }),
            ...other,
          },
        ],
      };
    };

    it('passes when it was verified in each', async () => {
      expect(
        (await answers(meeting({}))).map(each => each.split(' ')[0]),
      ).toEqual(['passed', 'passed', 'passed', 'passed']);
    });

    it('fails when one of them never had it', async () => {
      const given = meeting({ past: {} });
      expect(new Set(await answers(given))).toEqual(
        new Set(['failed ReleaseNotDeployed']),
      );
      expect((await ask(order, given)).message).toContain('1.0 to us');
    });

    it('waits for the one that has to be waited for the longest', async () => {
      const given = meeting({
        deployment: deployment({
          environment: 'us',
          until: undefined,
          healthySince: '2026-01-01T11:30:00.000Z',
        }),
      });
      expect(await ask(soak, given)).toMatchObject({
        status: 'pending',
        code: 'Soaking',
        changesAt: '2026-01-01T12:30:00.000Z',
      });
      const both = {
        ...given,
        sourceDeployment: deployment({
          until: undefined,
          healthySince: '2026-01-01T11:45:00.000Z',
        }),
      };
      expect(await ask(soak, both)).toMatchObject({
        status: 'pending',
        changesAt: '2026-01-01T12:45:00.000Z',
      });
    });

    it('passes when one of them had it before', async () => {
      expect(
        await answers(
          meeting({ past: { deployment: deployment({ environment: 'us' }) } }),
        ),
      ).toEqual(expect.arrayContaining(['passed OrderKept']));
    });
  });
});
