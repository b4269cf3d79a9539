import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import type {
  GateAnswer,
  GateFacts,
} from '@stonegarden/backstage-plugin-delivery-node';
import { createBuiltInGate } from '../createBuiltInGate';
import { notRequired } from '../notRequired';
import { FreezeCalendar } from './FreezeCalendar';

/** A freeze that begins within this time is announced. */
const NEAR_MS = 7 * 24 * 60 * 60 * 1000;

const iso = (time: number) => new Date(time).toISOString();

function judge({ now, policy: { freezes }, target }: GateFacts): GateAnswer {
  const environment = target.name;
  const calendar = new FreezeCalendar(freezes);
  const time = Date.parse(now);
  const on = calendar.at(time);
  if (on.length > 0) {
    const opening = calendar.opensAt(time);
    const until = opening === undefined ? undefined : iso(opening);
    const reasons = [...new Set(on.map(({ window }) => window.reason))];
    return {
      status: until ? 'pending' : 'failed',
      reason: createReason(
        'Frozen',
        { environment, reasons, ...(until ? { until } : {}) },
        until ? { changesAt: until } : {},
      ),
    };
  }
  const next = calendar.next(time);
  if (!next || next.from - time > NEAR_MS) {
    return {
      status: 'passed',
      reason: createReason('NotFrozen', { environment }),
    };
  }
  const from = iso(next.from);
  return {
    status: 'passed',
    reason: createReason(
      'NextFreeze',
      { environment, from, reason: next.window.reason },
      { changesAt: from },
    ),
  };
}

/** Nothing is promoted while a freeze window of the policy is on. */
export const freeze = createBuiltInGate(
  'freeze',
  facts => {
    if (facts.policy.freezes.length === 0) {
      return notRequired(facts);
    }
    try {
      return judge(facts);
    } catch {
      // Schedules are checked when they are read: this one names a time that its library does not find.
      return {
        status: 'unknown',
        reason: createReason('FreezeUnreadable', {
          environment: facts.target.name,
        }),
      };
    }
  },
  { overridable: true },
);
