import { CliContext, EXIT } from '../CliContext';
import { asking } from './asking';
import { formatStatus } from './formatStatus';
import { type PortalOptions, readPortal } from './readPortal';

/**
 * Options of the command `status`.
 *
 * @internal
 */
export interface StatusOptions extends PortalOptions {
  format: 'human' | 'json';
  /** Fail when an environment is not Healthy, or its health is not known. */
  check?: boolean;
}

/**
 * Prints what runs where, as Argo CD says it, and what is on its way.
 *
 * @internal
 */
export async function runStatus(
  service: string,
  options: StatusOptions,
  context: CliContext,
): Promise<number> {
  const portal = await readPortal(options, context);
  const answer = await asking(portal.delivery.getService(service, portal.call));
  context.print(
    options.format === 'json'
      ? `${JSON.stringify(answer, null, 2)}\n`
      : formatStatus(answer, new Date()),
  );
  const isWell = answer.environments.every(
    ({ health, stale }) => health === 'Healthy' && !stale,
  );
  return options.check && !isWell ? EXIT.findings : EXIT.clean;
}
