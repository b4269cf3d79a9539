import { createReason } from '../reason/createReason';
import { isJudgedLater } from './isJudgedLater';
import { isQuietGate } from './isQuietGate';

const environment = 'production';
const permission = 'delivery.promotion.approve';

describe('gates that are skipped', () => {
  it.each([
    createReason('NotRequiredByPolicy', { environment }),
    createReason('NotProtected', { environment }),
    createReason('ImageScanNotRequired', { environment }),
  ])('concern nothing where nobody asks for them: $code', reason => {
    const gate = { status: 'skipped' as const, reason };
    expect([isQuietGate(gate), isJudgedLater(gate)]).toEqual([true, false]);
  });

  it.each([
    createReason('ApprovalRequired', { environment, permission }),
    createReason('ApprovalsRequired', {
      environment,
      permission,
      count: 2,
      groups: [],
    }),
    createReason('ChecksAwaited', { environment }),
    createReason('RequiredChecksAwaited', { environment }),
  ])('are judged later where they need a pull request: $code', reason => {
    const gate = { status: 'skipped' as const, reason };
    expect([isQuietGate(gate), isJudgedLater(gate)]).toEqual([false, true]);
  });

  it('are neither for other reasons, or with another answer', () => {
    const nothing = {
      status: 'skipped' as const,
      reason: createReason('NothingToPromote', {
        from: 'staging',
        to: environment,
      }),
    };
    const passed = {
      status: 'passed' as const,
      reason: createReason('ChecksAwaited', { environment }),
    };
    for (const gate of [nothing, passed]) {
      expect([isQuietGate(gate), isJudgedLater(gate)]).toEqual([false, false]);
    }
  });
});
