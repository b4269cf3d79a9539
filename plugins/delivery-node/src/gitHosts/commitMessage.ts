import { plainLine } from '../markdown/plainLine';
import type { ProposedCommit } from './PullRequests';

/**
 * Title and trailers of a change, each on a line of its own whatever their values hold: no value can begin a trailer, end an
 * issue or mention somebody.
 */
export function commitMessage({
  title,
  trailers = {},
}: Pick<ProposedCommit, 'title' | 'trailers'>): string {
  const pairs: ReadonlyArray<readonly [string, string]> = Array.isArray(
    trailers,
  )
    ? trailers
    : Object.entries(trailers);
  const lines = pairs.map(([key, value]) => `${key}: ${plainLine(value)}`);
  return [plainLine(title), ...(lines.length > 0 ? ['', ...lines] : [])].join(
    '\n',
  );
}
