import {
  formatRelease,
  formatVersion,
  type ImageChange,
  type Promotion,
} from '@stonegarden/backstage-plugin-delivery-common';
import { printable } from '../format/printable';

/**
 * What changes, image by image.
 *
 * @internal
 */
export function formatChanges(changes: readonly ImageChange[]): string {
  return changes
    .map(
      ({ name, from, to }) =>
        `  ${printable(name)}: ${printable(
          from ? formatVersion(from) : 'not pinned',
        )} -> ${printable(formatVersion(to))}\n`,
    )
    .join('');
}

/**
 * Where a promotion or rollback stands, in a line, and who overrode its gates, in a line each.
 *
 * @internal
 */
export function formatPromotion({
  status,
  release,
  to,
  pullRequest,
  reason,
  rollback,
  overrides = [],
}: Promotion): string {
  const what = rollback ? 'rollback' : 'promotion';
  const where = pullRequest
    ? `, pull request #${pullRequest.number} ${pullRequest.url}`
    : '';
  const why = reason ? `: ${reason.message}` : '';
  return [
    `${what} of ${to} to ${formatRelease(release)} ${status}${where}${why}`,
    ...overrides.map(
      ({ by, gates, until, reason: given }) =>
        `  ${by} overrode ${gates.join(', ')} until ${until}: ${given}`,
    ),
  ]
    .map(line => `${printable(line)}\n`)
    .join('');
}
