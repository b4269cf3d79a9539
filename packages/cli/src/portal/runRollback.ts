import {
  formatRelease,
  type RollbackPreview,
  type RollbackRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import { CliContext, EXIT, UsageError } from '../CliContext';
import { printable } from '../format/printable';
import { asking } from './asking';
import { versionsOf } from './findChosenDeployment';
import { ASK_AGAIN, finishOpening } from './finishOpening';
import { formatGates } from './formatGates';
import { formatChanges, formatPromotion } from './formatPromotion';
import type { OpeningOptions } from './OpeningOptions';
import { type Portal, readPortal } from './readPortal';

/**
 * Options of the command `rollback`.
 *
 * @internal
 */
export interface RollbackOptions extends OpeningOptions {
  environment: string;
  /** Version or id of a deployment; that before the current one when left out. */
  to?: string;
  /** Give back all files of the environment, not the versions only. */
  everything?: boolean;
}

const MAX_NAMED = 10;

async function findDeployment(
  portal: Portal,
  service: string,
  { environment, to }: RollbackOptions,
): Promise<string> {
  if (to === undefined) {
    const { histories } = await asking(
      portal.delivery.getService(service, portal.call),
    );
    const previous = histories.find(each => each.environment === environment)
      ?.previous?.id;
    if (previous === undefined) {
      throw new UsageError(
        `no deployment before the current one is known for ${environment}: there is nothing to roll back to`,
      );
    }
    return previous;
  }
  const { items } = await asking(
    portal.rollbacks.getCandidates(service, environment, portal.call),
  );
  const found = items.filter(
    item =>
      item.deployment.id === to ||
      versionsOf(item.deployment.release).includes(to),
  );
  if (found.length === 1) {
    return found[0].deployment.id;
  }
  const named = (found.length > 1 ? found : items)
    .slice(0, MAX_NAMED)
    .map(
      ({ deployment: { id, release, from } }) =>
        `${formatRelease(release)} of ${from} (${id})`,
    );
  const ran = named.length > 0 ? named.join(', ') : 'nothing else';
  throw new UsageError(
    found.length > 1
      ? `several deployments have ${to}: name one by its id: ${ran}`
      : `${environment} did not run ${to} before; it ran ${ran}`,
  );
}

function describe(preview: RollbackPreview, now: Date): string {
  const { environment, deployment, changes, warnings, gates, existing } =
    preview;
  const verdict = () => {
    if (existing) {
      return `It is under way: ${formatPromotion(existing)}`;
    }
    if (!preview.canOpen) {
      return `It cannot be opened: ${printable(
        preview.reason?.message ?? 'the portal does not say why',
      )}\n`;
    }
    return preview.reasonRequired.length > 0
      ? `It can be opened with --reason: ${preview.reasonRequired
          .map(({ message }) => printable(message))
          .join(' ')}\n`
      : 'It can be opened.\n';
  };
  const files = preview.files.length;
  return [
    printable(
      `${environment} back to ${formatRelease(deployment.release)} of ${
        deployment.from
      }`,
    ),
    '\n',
    changes.length > 0
      ? formatChanges(changes)
      : `  no image changes, ${files} ${files === 1 ? 'file' : 'files'}\n`,
    ...warnings.map(({ message }) => `  Warning: ${printable(message)}\n`),
    '\n',
    formatGates(gates, now),
    '\n',
    verdict(),
  ].join('');
}

/**
 * Opens the pull request that gives an environment a Release back that it ran before, or finds it; with `dryRun`, says what it
 * would change.
 *
 * @returns 0 when it is open, or could be; 1 when it cannot be opened, or ended otherwise than succeeded
 * @internal
 */
export async function runRollback(
  service: string,
  options: RollbackOptions,
  context: CliContext,
): Promise<number> {
  const portal = await readPortal(options, context);
  const request: RollbackRequest = {
    environment: options.environment,
    deployment: await findDeployment(portal, service, options),
    scope: options.everything ? 'everything' : 'versions',
    ...(options.reason ? { reason: options.reason } : {}),
  };
  if (options.dryRun) {
    const preview = await asking(
      portal.rollbacks.preview(service, request, portal.call),
    );
    context.print(
      options.format === 'json'
        ? `${JSON.stringify(preview, null, 2)}\n`
        : describe(preview, new Date()),
    );
    return preview.canOpen ? EXIT.clean : EXIT.findings;
  }
  const opened = await asking(
    portal.rollbacks.open(service, request, portal.call),
    ASK_AGAIN,
  );
  return finishOpening(opened, { ...options, portal, context });
}
