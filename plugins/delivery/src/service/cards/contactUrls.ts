import { fillTemplate } from '../../shared/links/fillTemplate';
import { safeContactUrl } from '../../shared/links/safeContactUrl';

/**
 * Where a Slack channel opens: at the address that it is, or in the workspace that the configuration names.
 *
 * @param template - `delivery.links.slack`
 * @internal
 */
export function slackUrl(
  channel: string,
  template?: string,
): string | undefined {
  return (
    safeContactUrl(channel) ??
    fillTemplate(template, { channel: channel.replace(/^#/, '') })
  );
}

/**
 * Address that writes a mail, without anything that a manifest might add to it.
 *
 * @internal
 */
export function mailUrl(email: string): string {
  return `mailto:${encodeURIComponent(email).replace('%40', '@')}`;
}
