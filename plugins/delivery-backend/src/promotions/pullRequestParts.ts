import {
  formatVersion,
  ImageChange,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  codeBlock,
  codeCell,
  codeSpan,
} from '@stonegarden/backstage-plugin-delivery-node';

function version(change: ImageChange['from']): string {
  if (!change) {
    return 'not pinned';
  }
  const { tag, digest } = change;
  return tag !== undefined && digest !== undefined
    ? `${codeCell(tag)} (${codeCell(formatVersion({ digest }))})`
    : codeCell(formatVersion(change));
}

/** What changes, image by image: the lines of a Markdown table and an empty one; nothing when no image changes. */
export function imageTable(
  changes: readonly ImageChange[],
  environment: string,
): string[] {
  return changes.length === 0
    ? []
    : [
        `| Image | ${codeCell(environment)} now | After the merge |`,
        '|---|---|---|',
        ...changes.map(
          change =>
            `| ${codeCell(change.name)} | ${version(change.from)} | ${version(
              change.to,
            )} |`,
        ),
        '',
      ];
}

/** Who asked for it, and why, as far as they said. */
export function askedForBy({
  portalUrl,
  reason,
  requestedBy,
}: {
  /** Address of the service's page in the portal. */
  portalUrl: string;
  reason?: string;
  /** Entity ref, or the subject of a service. */
  requestedBy: string;
}): string[] {
  return [
    `Asked for by ${codeSpan(
      requestedBy,
    )} on [the service's page](<${portalUrl}>)${reason ? ', because:' : '.'}`,
    '',
    ...(reason ? [codeBlock(reason), ''] : []),
  ];
}

/** What follows the merge. `what` begins the sentence about its success: `The promotion`. */
export function afterTheMerge({
  autoSync,
  environment,
  settleMs,
  what,
}: {
  /** Whether Argo CD syncs the environment by itself. */
  autoSync: boolean;
  environment: string;
  settleMs: number;
  what: string;
}): string {
  const sync = autoSync
    ? `Argo CD syncs ${codeSpan(environment)} by itself.`
    : `${codeSpan(
        environment,
      )} waits for a sync: somebody presses Sync in the portal or in Argo CD.`;
  return `After the merge: ${sync} ${what} has succeeded when Argo CD has synced a commit that contains the merge and health stayed Healthy for ${Math.round(
    settleMs / 1000,
  )} s.`;
}

/** What to do when the environment is worse for it. */
export function howToRollBack(environment: string): string[] {
  return [
    '### How to roll back',
    '',
    `After the merge, press “Roll back” for ${codeSpan(
      environment,
    )} on the service's page in the portal: it opens a pull request that gives ${codeSpan(
      environment,
    )} back what it had. Without the portal, revert the merge of this pull request.`,
    '',
  ];
}
