import type { PortalOptions } from './readPortal';

/**
 * Options that opening a promotion and opening a rollback share.
 *
 * @internal
 */
export interface OpeningOptions extends PortalOptions {
  format: 'human' | 'json';
  reason?: string;
  /** Say what would be done, and do nothing. */
  dryRun?: boolean;
  /** Follow it until it is over. */
  wait?: boolean;
  /** How long, in milliseconds. */
  timeout: number;
}
