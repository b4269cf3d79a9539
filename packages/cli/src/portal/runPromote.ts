import type {
  PromotionPreview,
  PromotionRequest,
  ServiceDelivery,
} from '@stonegarden/backstage-plugin-delivery-common';
import { CliContext, EXIT, RefusedError, UsageError } from '../CliContext';
import { printable } from '../format/printable';
import { asking } from './asking';
import { findChosenDeployment } from './findChosenDeployment';
import { ASK_AGAIN, finishOpening } from './finishOpening';
import { formatGates } from './formatGates';
import { formatChanges, formatPromotion } from './formatPromotion';
import type { OpeningOptions } from './OpeningOptions';
import { type Portal, readPortal } from './readPortal';

/**
 * Options of the command `promote`.
 *
 * @internal
 */
export interface PromoteOptions extends OpeningOptions {
  to: string;
  from?: string;
  /** Version or id of a deployment; what `from` has in Git now when left out. */
  release?: string;
}

/** The environment before the target on the path. */
function findSource({ transitions }: ServiceDelivery, to: string): string {
  const sources = transitions
    .filter(each => each.to === to)
    .map(({ from }) => from);
  if (sources.length === 1) {
    return sources[0];
  }
  const targets = [...new Set(transitions.map(each => each.to))];
  throw new UsageError(
    sources.length > 1
      ? `${to} can be promoted to from ${sources.join(
          ' and ',
        )}: write --from with one of them`
      : `nothing is promoted to ${to}: ${
          targets.length > 0
            ? `write --to with one of ${targets.join(', ')}`
            : 'the service has one environment only'
        }`,
  );
}

function describe(preview: PromotionPreview, now: Date): string {
  const { from, to, changes, gates, existing, canOpen, reason } = preview;
  const verdict = () => {
    if (existing) {
      return `It is under way: ${formatPromotion(existing)}`;
    }
    const needed = preview.reasonRequired ?? [];
    if (!canOpen) {
      return `It cannot be opened: ${printable(
        reason?.message ?? 'the portal does not say why',
      )}\n`;
    }
    return needed.length > 0
      ? `It can be opened with --reason: ${needed
          .map(({ message }) => printable(message))
          .join(' ')}\n`
      : 'It can be opened.\n';
  };
  return [
    `${from} -> ${to}\n`,
    preview.chosen
      ? `  the release of the deployment ${preview.chosen.deployment} to ${preview.chosen.environment}\n`
      : '',
    preview.back
      ? `  Warning: it is older than what ${to} has.${
          preview.back.deployment
            ? ` ${to} ran it before: stonegarden rollback brings it back.`
            : ''
        }\n`
      : '',
    changes.length > 0 ? formatChanges(changes) : '  nothing changes\n',
    '\n',
    formatGates(gates, now),
    '\n',
    verdict(),
  ].join('');
}

/**
 * Opens the pull request of a promotion, or finds it; with `dryRun`, says what it would change and what each gate says.
 *
 * @returns 0 when it is open, or could be; 1 when a gate holds it back, or it ended otherwise than succeeded
 * @internal
 */
export async function runPromote(
  service: string,
  options: PromoteOptions,
  context: CliContext,
): Promise<number> {
  const portal = await readPortal(options, context);
  const { release, to } = options;
  const view = async () =>
    asking(portal.delivery.getService(service, portal.call));
  const from = options.from ?? findSource(await view(), to);
  const deployment =
    release === undefined
      ? undefined
      : await findChosenDeployment(portal, await view(), { to, release });
  const request = {
    from,
    to,
    ...(deployment === undefined ? {} : { deployment }),
    ...(options.reason ? { reason: options.reason } : {}),
  };
  if (options.dryRun) {
    const preview = await askPreview(portal, service, request);
    context.print(
      options.format === 'json'
        ? `${JSON.stringify(preview, null, 2)}\n`
        : describe(preview, new Date()),
    );
    return preview.canOpen ? EXIT.clean : EXIT.findings;
  }
  try {
    const opened = await asking(
      portal.delivery.openPromotion(service, request, portal.call),
      ASK_AGAIN,
    );
    return await finishOpening(opened, { ...options, portal, context });
  } catch (error) {
    if (!(error instanceof RefusedError)) {
      throw error;
    }
    context.complain(`stonegarden: ${printable(error.message)}\n`);
    await explainRefusal(portal, service, request, context);
    return EXIT.findings;
  }
}

function askPreview(
  portal: Portal,
  service: string,
  request: PromotionRequest,
): Promise<PromotionPreview> {
  return asking(
    portal.delivery.previewPromotion(service, request, portal.call),
  );
}

/** Why it was refused is known: which gate, and when its answer changes, is one question more. */
async function explainRefusal(
  portal: Portal,
  service: string,
  request: PromotionRequest,
  context: CliContext,
): Promise<void> {
  try {
    const { gates } = await askPreview(portal, service, request);
    context.complain(formatGates(gates, new Date()));
  } catch {
    // The refusal itself was said.
  }
}
