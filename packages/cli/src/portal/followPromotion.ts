import {
  FINAL_PROMOTION_STATUSES,
  type Promotion,
} from '@stonegarden/backstage-plugin-delivery-common';
import { type CliContext, EXIT, UsageError } from '../CliContext';
import { asking } from './asking';
import { formatPromotion } from './formatPromotion';
import type { Portal } from './readPortal';

const POLL_MS = 5_000;
/** The portal may be restarted while somebody waits. */
const MAX_FAILURES = 12;

/** What is told of a promotion when it moves. */
function markOf({ status, reason, pullRequest }: Promotion): string {
  return [status, pullRequest?.number, reason?.message].join(' ');
}

/**
 * Asks after a promotion until it is over, and prints each of its steps.
 *
 * @returns 0 once it has succeeded; 1 when it ended otherwise, or was not over when the time was
 * @internal
 */
export async function followPromotion(
  first: Promotion,
  options: {
    portal: Portal;
    context: CliContext;
    timeoutMs: number;
    pollMs?: number;
    /** Called with each step. */
    tell(line: string): void;
  },
): Promise<{ promotion: Promotion; code: number }> {
  const { portal, context, timeoutMs, pollMs = POLL_MS, tell } = options;
  const until = Date.now() + timeoutMs;
  let promotion = first;
  let told = markOf(first);
  let failures = 0;
  tell(formatPromotion(promotion));
  while (!FINAL_PROMOTION_STATUSES.includes(promotion.status)) {
    if (Date.now() >= until) {
      context.complain(
        'stonegarden: the time to wait is over; the promotion goes on, and is followed by the portal\n',
      );
      return { promotion, code: EXIT.findings };
    }
    await new Promise(resolve => {
      setTimeout(resolve, pollMs);
    });
    try {
      promotion = await asking(
        portal.delivery.getPromotion(promotion.id, portal.call),
      );
      failures = 0;
    } catch (error) {
      failures += 1;
      if (!(error instanceof UsageError) || failures >= MAX_FAILURES) {
        throw error;
      }
    }
    if (markOf(promotion) !== told) {
      told = markOf(promotion);
      tell(formatPromotion(promotion));
    }
  }
  return {
    promotion,
    code: promotion.status === 'succeeded' ? EXIT.clean : EXIT.findings,
  };
}
