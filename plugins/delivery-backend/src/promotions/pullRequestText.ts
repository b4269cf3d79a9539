import {
  formatRelease,
  formatVersion,
  ImageChange,
  PromotionRequest,
  Release,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  codeCell,
  codeSpan,
  plainLine,
} from '@stonegarden/backstage-plugin-delivery-node';

/** What the text of a promotion's pull request is made of. */
export interface PullRequestFacts extends PromotionRequest {
  service: string;
  changes: ImageChange[];
  release: Release;
  /** Entity ref. */
  requestedBy: string;
  /** Address of the service's page in the portal. */
  portalUrl: string;
  /** Whether Argo CD syncs the target by itself. */
  autoSync: boolean;
  settleMs: number;
  /** Undefined where no approval is required. */
  approval?: 'awaited' | 'requester-may-approve';
}

function version(change: ImageChange['from']): string {
  if (!change) {
    return 'not pinned';
  }
  const { tag, digest } = change;
  return tag !== undefined && digest !== undefined
    ? `${codeCell(tag)} (${codeCell(formatVersion({ digest }))})`
    : codeCell(formatVersion(change));
}

function approvalText({
  approval,
  requestedBy,
  to,
}: PullRequestFacts): string[] {
  switch (approval) {
    case undefined:
      return [];
    case 'requester-may-approve':
      return [
        `${codeSpan(requestedBy)} may approve promotions to ${codeSpan(
          to,
        )}, so that nobody else has to.`,
        '',
      ];
    default:
      return [
        `${codeSpan(
          to,
        )} is protected: before the merge, somebody else who may approve promotions to it approves this one in the portal.`,
        '',
      ];
  }
}

/** Title, Markdown body and commit trailers of a promotion's pull request. */
export function pullRequestText(facts: PullRequestFacts): {
  title: string;
  body: string;
  trailers: Record<string, string>;
} {
  const { service, from, to, changes, requestedBy } = facts;
  const sync = facts.autoSync
    ? `Argo CD syncs ${codeSpan(to)} by itself.`
    : `${codeSpan(
        to,
      )} waits for a sync: somebody presses Sync in the portal or in Argo CD.`;
  const settle = Math.round(facts.settleMs / 1000);
  return {
    title: plainLine(
      `Promote ${service} to ${to}: ${formatRelease(facts.release)}`,
    ),
    body: [
      `Promotes ${codeSpan(service)} from ${codeSpan(from)} to ${codeSpan(
        to,
      )}.`,
      '',
      `| Image | ${codeCell(to)} now | After the merge |`,
      '|---|---|---|',
      ...changes.map(
        change =>
          `| ${codeCell(change.name)} | ${version(change.from)} | ${version(
            change.to,
          )} |`,
      ),
      '',
      `Asked for by ${codeSpan(requestedBy)} on [the service's page](<${
        facts.portalUrl
      }>).`,
      '',
      ...approvalText(facts),
      `After the merge: ${sync} The promotion has succeeded when Argo CD has synced a commit that contains the merge and health stayed Healthy for ${settle} s.`,
      '',
    ].join('\n'),
    trailers: {
      'Promoted-By': requestedBy,
      Service: service,
      From: from,
      To: to,
    },
  };
}
