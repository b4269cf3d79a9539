import {
  formatRelease,
  type Release,
  releaseChoices,
  type ServiceDelivery,
} from '@stonegarden/backstage-plugin-delivery-common';
import { ancestorsOf } from '@stonegarden/service-manifest';
import { UsageError } from '../CliContext';
import { asking } from './asking';
import type { Portal } from './readPortal';

const MAX_NAMED = 10;
/** Nobody chooses among more. */
const DEPLOYMENTS = 500;

/**
 * All that a release can be named by on the command line: its version, and tags and digests of its images.
 *
 * @internal
 */
export function versionsOf(release: Release | undefined): string[] {
  return release
    ? [
        formatRelease(release),
        ...release.images.flatMap(({ tag, digest }) => [
          ...(tag === undefined ? [] : [tag]),
          ...(digest === undefined ? [] : [digest]),
        ]),
      ]
    : [];
}

/**
 * The deployment that is meant by its id, or by a version that was deployed to an environment before the target.
 *
 * @internal
 */
export async function findChosenDeployment(
  portal: Portal,
  { entityRef, environments }: ServiceDelivery,
  { release: wanted, to }: { release: string; to: string },
): Promise<string> {
  const path = [...ancestorsOf(environments, to), to];
  const { items } = await asking(
    portal.history.getDeployments(
      { service: entityRef, environments: path, limit: DEPLOYMENTS },
      portal.call,
    ),
  );
  if (items.some(({ id }) => id === wanted)) {
    return wanted;
  }
  const choices = releaseChoices(items, path);
  const found = choices.filter(({ release }) =>
    versionsOf(release).includes(wanted),
  );
  if (found.length === 1) {
    return found[0].deployment.id;
  }
  const named = (found.length > 1 ? found : choices)
    .slice(0, MAX_NAMED)
    .map(
      ({ release, deployment: { id, environment, from } }) =>
        `${formatRelease(release)} in ${environment} of ${from} (${id})`,
    )
    .join(', ');
  throw new UsageError(
    found.length > 1
      ? `several releases have ${wanted}: name a deployment by its id: ${named}`
      : `the record has no ${wanted} in an environment before ${to}; it has ${
          named || 'nothing'
        }`,
  );
}
