import type { PromotionRecord } from './PromotionRecord';

/**
 * CI begins some time after a pull request is opened, and until then it has no checks, or only the quickest: that none has failed
 * says nothing before. Where the host names checks that are required, those that have not begun are waited for anyway.
 */
const CHECKS_BEGIN_WITHIN_MS = 2 * 60 * 1000;

/**
 * The time (Unix, ms) before which the portal does not merge a pull request by itself, as checks of it may not have begun; undefined
 * when it waits for none.
 */
export function awaitsChecksUntil({
  createdAt,
  status,
  pullRequest,
}: Pick<PromotionRecord, 'createdAt' | 'status' | 'pullRequest'>):
  | number
  | undefined {
  const isRequired = pullRequest?.checks?.items.some(
    ({ required }) => required,
  );
  return status !== 'open' || !pullRequest?.gates?.direct || isRequired
    ? undefined
    : Date.parse(createdAt) + CHECKS_BEGIN_WITHIN_MS;
}
