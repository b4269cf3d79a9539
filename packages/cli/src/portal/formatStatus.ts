import {
  type EnvironmentStatus,
  type EnvironmentTransition,
  formatRelease,
  formatVersion,
  type ServiceDelivery,
} from '@stonegarden/backstage-plugin-delivery-common';
import { printable } from '../format/printable';
import { formatRows } from './formatRows';
import { formatTime } from './formatTime';

function releaseOf({ release, mixed, canary }: EnvironmentStatus): string {
  const stable = mixed ? 'several versions' : formatRelease(release);
  return canary
    ? `${stable}, canary ${formatRelease(canary.release)}${
        canary.weight === undefined ? '' : ` at ${canary.weight} %`
      }`
    : stable;
}

function sinceOf(environment: EnvironmentStatus, now: Date): string {
  const { forbidden, stale, asOf, since, neverDeployed } = environment;
  if (forbidden) {
    return 'you may not see it';
  }
  if (stale) {
    return asOf ? `as of ${formatTime(asOf, now)}` : 'not known';
  }
  if (neverDeployed) {
    return 'never deployed';
  }
  return since ? `since ${formatTime(since, now)}` : '';
}

function wayOf({
  from,
  to,
  state,
  changes,
  promotion,
  reason,
}: EnvironmentTransition): string {
  const way = `${from} -> ${to}`;
  const open = promotion?.pullRequest
    ? `, pull request #${promotion.pullRequest.number} ${promotion.pullRequest.url}`
    : '';
  const why = promotion?.reason ? `: ${promotion.reason.message}` : '';
  switch (state) {
    case 'same':
      return `${way}: the same release`;
    case 'under-way':
      return `${way}: ${promotion?.status ?? 'under way'}${open}${why}`;
    case 'differs': {
      const [first, ...others] = changes;
      const versions = first
        ? `${
            first.from ? formatVersion(first.from) : 'not pinned'
          } -> ${formatVersion(first.to)}${
            others.length > 0 ? ` and ${others.length} more` : ''
          }`
        : 'other images';
      const last = promotion ? `, last one ${promotion.status}${why}` : '';
      return `${way}: ${versions}${last}`;
    }
    default:
      return `${way}: not known${reason ? `: ${reason.message}` : ''}`;
  }
}

/**
 * What runs where, and what is on its way, for people.
 *
 * @internal
 */
export function formatStatus(service: ServiceDelivery, now: Date): string {
  const table = formatRows([
    ['ENVIRONMENT', 'HEALTH', 'SYNC', 'RELEASE', ''],
    ...service.environments.map(environment => [
      environment.name,
      environment.health,
      environment.sync,
      environment.forbidden ? '' : releaseOf(environment),
      sinceOf(environment, now),
    ]),
  ]);
  const reasons = service.environments.flatMap(
    ({ name, health, healthReason, outsideGit }) => [
      ...(healthReason && health !== 'Healthy'
        ? [`${name}: ${healthReason.message}`]
        : []),
      ...(outsideGit ? [`${name}: ${outsideGit.message}`] : []),
    ],
  );
  const lines = [...reasons, ...service.transitions.map(wayOf)].map(
    line => `${printable(line)}\n`,
  );
  return [table, ...(lines.length > 0 ? ['\n', ...lines] : [])].join('');
}
