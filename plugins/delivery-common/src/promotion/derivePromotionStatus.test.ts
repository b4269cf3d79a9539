import { createReason } from '../reason/createReason';
import { derivePromotionStatus } from './derivePromotionStatus';
import type { PromotionFacts, PromotionTargetFacts } from './PromotionFacts';

const at = (seconds: number) =>
  new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();
const now = (seconds: number) => new Date(at(seconds));

const target: PromotionTargetFacts = {
  sync: 'Synced',
  health: 'Healthy',
  healthSince: at(25),
  operation: { kind: 'sync', phase: 'Succeeded', finishedAt: at(20) },
  release: { images: [{ name: 'shop', tag: '2' }] },
  comparedHasMerge: true,
  operationHasMerge: true,
  deployedHasMerge: true,
  gitHasRelease: true,
};

/** Compared with the merge, and not deployed yet. */
const waiting: PromotionTargetFacts = {
  ...target,
  sync: 'OutOfSync',
  operationHasMerge: false,
  deployedHasMerge: false,
};

function facts(
  recorded: Partial<PromotionFacts['recorded']> = {},
  rest: Partial<PromotionFacts> = {},
): PromotionFacts {
  return {
    recorded: {
      status: 'merged',
      to: 'production',
      mergedAt: at(10),
      release: { images: [{ name: 'shop', tag: '2' }] },
      ...recorded,
    },
    target,
    settleMs: 5_000,
    ...rest,
  };
}

/** What comes of facts that stay as they are from one time to another. */
function staying(given: PromotionFacts, from: number, to: number) {
  const { settling } = derivePromotionStatus(given, now(from));
  return derivePromotionStatus(
    { ...given, recorded: { ...given.recorded, settling } },
    now(to),
  );
}

describe('derivePromotionStatus', () => {
  describe('a merge of what Argo CD was rolled back to already', () => {
    const agreed: PromotionTargetFacts = {
      ...waiting,
      sync: 'Synced',
      deployedHasRelease: true,
    };

    it('waits for no sync, which would have nothing to do', () => {
      expect(staying(facts({}, { target: agreed }), 30, 40)).toEqual({
        status: 'succeeded',
        mergedAt: at(10),
        finishedAt: at(40),
      });
    });

    it.each([
      ['Argo CD finds a difference', { sync: 'OutOfSync' }],
      ['Argo CD has not read the merge', { comparedHasMerge: false }],
      ['another Release was deployed', { deployedHasRelease: false }],
      ['it is not known what was deployed', { deployedHasRelease: 'unknown' }],
    ] as const)('waits while %s', (_what, other) => {
      expect(
        staying(facts({}, { target: { ...agreed, ...other } }), 30, 40).status,
      ).toBe('merged');
    });
  });

  describe('before the merge', () => {
    const open = { status: 'open', mergedAt: undefined } as const;

    it('stays as it is while the host was not asked', () => {
      expect(derivePromotionStatus(facts(open), now(0)).status).toBe('open');
    });

    it('is rejected when the pull request was closed', () => {
      expect(
        derivePromotionStatus(
          facts(open, { pullRequest: { state: 'closed' } }),
          now(0),
        ),
      ).toEqual({
        status: 'rejected',
        reason: createReason('PullRequestClosed', {}),
        finishedAt: at(0),
      });
    });

    it('is merged with the time of the merge, even while Argo CD does not answer', () => {
      expect(
        derivePromotionStatus(
          facts(open, {
            pullRequest: { state: 'merged', mergedAt: at(3) },
            target: undefined,
          }),
          now(9),
        ),
      ).toMatchObject({ status: 'merged', mergedAt: at(3) });
    });

    it('goes from proposed to open', () => {
      expect(
        derivePromotionStatus(
          facts(
            { status: 'proposed', mergedAt: undefined },
            { pullRequest: { state: 'open' } },
          ),
          now(0),
        ).status,
      ).toBe('open');
    });
  });

  describe('a pull request that was closed and opened again', () => {
    const rejected = {
      status: 'rejected',
      mergedAt: undefined,
      reason: createReason('PullRequestClosed', {}),
    } as const;

    it('is open again, and says why it had better not be merged', () => {
      const reason = createReason('PullRequestConflicts', { files: [] });
      expect(
        derivePromotionStatus(
          facts(rejected, { pullRequest: { state: 'open', reason } }),
          now(0),
        ),
      ).toEqual({ status: 'open', reason });
    });

    it('is open again after it was superseded, unless it had been merged', () => {
      const superseded = { ...rejected, status: 'superseded' } as const;
      const pullRequest = { state: 'open' } as const;
      expect(
        derivePromotionStatus(facts(superseded, { pullRequest }), now(0)),
      ).toEqual({ status: 'open' });
      expect(
        derivePromotionStatus(
          facts({ ...superseded, mergedAt: at(3) }, { pullRequest }),
          now(0),
        ).status,
      ).toBe('superseded');
    });

    it('is followed when it is merged', () => {
      expect(
        derivePromotionStatus(
          facts(rejected, {
            pullRequest: { state: 'merged', mergedAt: at(3) },
            target: undefined,
          }),
          now(9),
        ),
      ).toMatchObject({ status: 'merged', mergedAt: at(3) });
    });

    it('stays rejected while it is closed, or the host was not asked', () => {
      for (const pullRequest of [undefined, { state: 'closed' as const }]) {
        expect(
          derivePromotionStatus(facts(rejected, { pullRequest }), now(9)),
        ).toMatchObject(rejected);
      }
    });
  });

  describe('a merge that brought something else', () => {
    const mergedOtherwise = createReason('MergedContentDiffers', {
      commit: 'c'.repeat(40),
      files: ['kustomization.yaml'],
    });

    it.each(['merged', 'syncing', 'verifying'] as const)(
      'has failed, however well the target is: %s',
      status => {
        const { settling } = derivePromotionStatus(facts({ status }), now(30));
        expect(
          derivePromotionStatus(
            facts({ status, settling }, { mergedOtherwise }),
            now(99),
          ),
        ).toEqual({
          status: 'failed',
          reason: mergedOtherwise,
          finishedAt: at(99),
          mergedAt: at(10),
        });
      },
    );

    it('does not recover', () => {
      const recorded = {
        status: 'failed',
        reason: mergedOtherwise,
        finishedAt: at(99),
      } as const;
      expect(
        derivePromotionStatus(facts(recorded, { mergedOtherwise }), now(120)),
      ).toMatchObject(recorded);
    });
  });

  describe('after the merge', () => {
    it('waits until Argo CD has read the commit, then for a sync', () => {
      expect(
        derivePromotionStatus(
          facts({}, { target: { ...waiting, comparedHasMerge: false } }),
          now(11),
        ),
      ).toMatchObject({
        status: 'merged',
        reason: {
          code: 'AwaitingCommit',
          params: { environment: 'production' },
        },
      });
      expect(
        derivePromotionStatus(facts({}, { target: waiting }), now(11)),
      ).toMatchObject({
        status: 'merged',
        reason: { code: 'AwaitingSync', params: { environment: 'production' } },
      });
    });

    it('is not done because an older commit is synced and healthy', () => {
      const older = {
        ...waiting,
        sync: 'Synced',
        comparedHasMerge: false,
      } as const;
      expect(
        derivePromotionStatus(facts({}, { target: older }), now(999)).status,
      ).toBe('merged');
    });

    it('is not done because Argo CD says Synced: only a deployment is one', () => {
      const applied = { ...waiting, sync: 'Synced' } as const;
      expect(
        derivePromotionStatus(facts({}, { target: applied }), now(999)),
      ).toMatchObject({ status: 'merged', reason: { code: 'AwaitingSync' } });
    });

    it('is syncing while the operation runs, and says when its attempts fail', () => {
      const running = (operation: object): PromotionTargetFacts => ({
        ...waiting,
        operationHasMerge: true,
        operation: {
          kind: 'sync',
          phase: 'Running',
          message: 'applying',
          ...operation,
        },
      });
      expect(
        derivePromotionStatus(facts({}, { target: running({}) }), now(15)),
      ).toMatchObject({
        status: 'syncing',
        reason: { code: 'Syncing', message: 'applying' },
      });
      expect(
        derivePromotionStatus(
          facts({}, { target: running({ retrying: true }) }),
          now(15),
        ),
      ).toMatchObject({
        status: 'syncing',
        reason: {
          code: 'SyncRetrying',
          params: { environment: 'production', detail: 'applying' },
        },
      });
    });

    it('says why Argo CD cannot compare', () => {
      const broken: PromotionTargetFacts = {
        ...waiting,
        sync: 'Unknown',
        comparedHasMerge: 'unknown',
        syncReason: createReason('ApplicationCondition', {
          type: 'ComparisonError',
          detail: 'no such file',
        }),
      };
      expect(
        derivePromotionStatus(facts({}, { target: broken }), now(15)),
      ).toMatchObject({
        status: 'merged',
        reason: {
          code: 'ApplicationCondition',
          params: { type: 'ComparisonError', detail: 'no such file' },
        },
      });
    });

    it('says that it was rolled back outside Git', () => {
      expect(
        derivePromotionStatus(
          facts({}, { target: { ...waiting, rolledBack: true } }),
          now(15),
        ),
      ).toMatchObject({
        status: 'merged',
        reason: { code: 'RolledBackOutsideGit' },
      });
    });

    it('ends when Git no longer has the release where it is deployed', () => {
      expect(
        staying(
          facts({}, { target: { ...target, gitHasRelease: false } }),
          20,
          99,
        ),
      ).toMatchObject({
        status: 'superseded',
        reason: { code: 'PromotionUndone' },
        finishedAt: at(99),
      });
    });

    describe.each(['listed', 'not listed', 'in no pod'] as const)(
      'with the promoted image %s',
      images => {
        const release = {
          listed: { images: [{ name: 'shop', tag: '2' }] },
          'not listed': { images: [{ name: 'shop', tag: '1' }] },
          'in no pod': undefined,
        }[images];
        const kinds = ['sync', 'partial-sync', 'dry-run'] as const;
        const phases = [
          'Running',
          'Terminating',
          'Succeeded',
          'Failed',
          'Error',
        ] as const;
        it.each(
          kinds.flatMap(kind => phases.map(phase => [kind, phase] as const)),
        )('a %s that is %s is not a deployment', (kind, phase) => {
          const given: PromotionTargetFacts = {
            ...waiting,
            release,
            operation: { kind, phase },
            operationHasMerge: true,
          };
          const { status } = staying(facts({}, { target: given }), 20, 99);
          const own = kind === 'sync';
          const active = phase === 'Running' || phase === 'Terminating';
          const failed = phase === 'Failed' || phase === 'Error';
          const ended = own && failed ? 'failed' : 'merged';
          expect(status).toBe(own && active ? 'syncing' : ended);
        });

        it.each(
          kinds.flatMap(kind => phases.map(phase => [kind, phase] as const)),
        )(
          'a deployment stays one, whatever becomes of a %s that is %s',
          (kind, phase) => {
            const given: PromotionTargetFacts = {
              ...target,
              release,
              operation: { kind, phase },
            };
            const { status } = staying(facts({}, { target: given }), 20, 99);
            expect(status).toBe(
              images === 'not listed' ? 'verifying' : 'succeeded',
            );
          },
        );
      },
    );

    it('verifies for the settle time after it first saw the target so', () => {
      expect(staying(facts(), 25, 29)).toMatchObject({
        status: 'verifying',
        checkAgainAt: at(30),
      });
      expect(staying(facts(), 25, 30)).toMatchObject({
        status: 'succeeded',
        finishedAt: at(30),
      });
    });

    it('is not hurried or held up by the clock of Argo CD', () => {
      const longAgo = {
        ...target,
        healthSince: at(-9_999),
        operation: {
          kind: 'sync',
          phase: 'Succeeded',
          finishedAt: at(-9_999),
        },
      } as const;
      expect(
        derivePromotionStatus(facts({}, { target: longAgo }), now(25)).status,
      ).toBe('verifying');
      const ahead = { ...target, healthSince: at(9_999) };
      expect(staying(facts({}, { target: ahead }), 25, 30).status).toBe(
        'succeeded',
      );
    });

    it('begins another settle time when health changed meanwhile', () => {
      const { settling } = derivePromotionStatus(facts(), now(25));
      const flapped = { ...target, healthSince: at(28) };
      expect(
        derivePromotionStatus(
          facts({ settling }, { target: flapped }),
          now(30),
        ),
      ).toMatchObject({ status: 'verifying', checkAgainAt: at(35) });
    });

    it('says why it waits when nothing can be known', () => {
      const reason = (rest: Partial<PromotionFacts>) =>
        derivePromotionStatus(facts({}, rest), now(99)).reason;
      const notCompared = createReason('MergeNotCompared', {
        environment: 'production',
      });
      for (const fact of ['comparedHasMerge', 'deployedHasMerge'] as const) {
        expect(reason({ target: { ...waiting, [fact]: 'unknown' } })).toEqual(
          notCompared,
        );
      }
      const obstacle = createReason('ArgocdNotConfigured', { cluster: 'moon' });
      expect(reason({ target: undefined, obstacle })).toBe(obstacle);
      expect(reason({ target: undefined })).toEqual(
        createReason('AwaitingArgocd', { environment: 'production' }),
      );
    });

    it('waits while a canary runs beside the stable release, or nobody knows which is which', () => {
      const stable = { images: [{ name: 'shop', tag: '1' }] };
      const reasonOf = (more: Partial<PromotionTargetFacts>) =>
        staying(facts({}, { target: { ...target, ...more } }), 20, 99);
      expect(
        reasonOf({
          release: stable,
          canary: {
            release: { images: [{ name: 'shop', tag: '2' }] },
            state: 'paused',
            weight: 25,
          },
        }),
      ).toMatchObject({
        status: 'verifying',
        reason: {
          code: 'CanaryRunning',
          message: 'The canary of production is at 25 % and not finished.',
        },
      });
      expect(reasonOf({ release: undefined, mixed: true })).toMatchObject({
        status: 'verifying',
        reason: { code: 'SeveralVersionsRun' },
      });
    });

    it('fails when a canary was aborted', () => {
      const aborted: PromotionTargetFacts = {
        ...target,
        health: 'Degraded',
        release: { images: [{ name: 'shop', tag: '1' }] },
        canary: {
          release: { images: [{ name: 'shop', tag: '2' }] },
          state: 'aborted',
        },
      };
      expect(staying(facts({}, { target: aborted }), 20, 99)).toMatchObject({
        status: 'failed',
        reason: { code: 'TargetDegraded' },
      });
    });

    it('waits while the promoted image is not listed', () => {
      const old = {
        ...target,
        release: { images: [{ name: 'shop', tag: '1' }] },
      };
      expect(
        derivePromotionStatus(facts({}, { target: old }), now(99)),
      ).toMatchObject({
        status: 'verifying',
        reason: { code: 'ImageNotRunning', params: { image: 'shop' } },
      });
    });

    it('does not wait for an image that no pod runs', () => {
      const scaledToZero = {
        ...target,
        release: { images: [{ name: 'other', tag: '1' }] },
      };
      expect(staying(facts({}, { target: scaledToZero }), 25, 99).status).toBe(
        'succeeded',
      );
    });

    it('fails with the message of the sync, or of the health', () => {
      expect(
        derivePromotionStatus(
          facts(
            {},
            {
              target: {
                ...waiting,
                operationHasMerge: true,
                operation: {
                  kind: 'sync',
                  phase: 'Failed',
                  message: 'no such namespace',
                },
              },
            },
          ),
          now(21),
        ),
      ).toMatchObject({
        status: 'failed',
        reason: {
          code: 'SyncFailed',
          params: { detail: 'no such namespace' },
          message: 'The sync of production failed: no such namespace.',
        },
      });
      const degraded = {
        ...target,
        health: 'Degraded',
        healthReason: createReason('HealthDetail', {
          detail: 'ImagePullBackOff',
        }),
      } as const;
      expect(
        derivePromotionStatus(facts({}, { target: degraded }), now(26)),
      ).toMatchObject({
        status: 'verifying',
        reason: { code: 'AwaitingHealth', changesAt: at(31) },
      });
      expect(staying(facts({}, { target: degraded }), 26, 31)).toMatchObject({
        status: 'failed',
        reason: {
          code: 'TargetDegraded',
          params: { environment: 'production', detail: 'ImagePullBackOff' },
        },
      });
    });

    it('is not failed by an operation for another commit', () => {
      expect(
        derivePromotionStatus(
          facts(
            {},
            {
              target: {
                ...waiting,
                operation: { kind: 'sync', phase: 'Failed', message: 'old' },
              },
            },
          ),
          now(21),
        ).status,
      ).toBe('merged');
    });

    it('keeps its status while facts are unknown', () => {
      expect(
        derivePromotionStatus(
          facts({ status: 'verifying' }, { target: undefined }),
          now(99),
        ).status,
      ).toBe('verifying');
      expect(
        derivePromotionStatus(
          facts(
            { status: 'syncing' },
            {
              target: {
                ...target,
                comparedHasMerge: 'unknown',
                operationHasMerge: 'unknown',
                deployedHasMerge: 'unknown',
              },
            },
          ),
          now(99),
        ).status,
      ).toBe('syncing');
    });
  });

  describe('at the end', () => {
    it.each(['succeeded', 'rejected', 'superseded'] as const)(
      '%s stays',
      status => {
        const degraded = { ...target, health: 'Degraded' } as const;
        expect(
          derivePromotionStatus(
            facts({ status }, { target: degraded }),
            now(99),
          ).status,
        ).toBe(status);
      },
    );

    it('takes a failed promotion up again within a day, not later', () => {
      const failed = { status: 'failed', finishedAt: at(31) } as const;
      const healthy = { ...target, healthSince: at(100) };
      expect(
        derivePromotionStatus(facts(failed, { target: healthy }), now(101))
          .status,
      ).toBe('verifying');
      expect(staying(facts(failed, { target: healthy }), 100, 105).status).toBe(
        'succeeded',
      );
      expect(
        derivePromotionStatus(
          facts(failed, { target: healthy }),
          now(31 + 86_400),
        ).status,
      ).toBe('failed');
      expect(
        derivePromotionStatus(
          facts(failed, { target: { ...healthy, health: 'Progressing' } }),
          now(101),
        ).status,
      ).toBe('failed');
    });
  });
});
