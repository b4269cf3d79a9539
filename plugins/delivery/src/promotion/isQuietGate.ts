import type {
  GateResult,
  ReasonCode,
} from '@stonegarden/backstage-plugin-delivery-common';

/** Answers of gates that nothing asks for here, so that nothing follows from them. */
const QUIET: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'NotRequiredByPolicy',
  'NotProtected',
  'ImageScanNotRequired',
]);

/**
 * Whether a gate concerns nothing: nobody asks for what it guards.
 *
 * @internal
 */
export function isQuietGate({ reason, status }: GateResult): boolean {
  return status === 'skipped' && QUIET.has(reason.code);
}
