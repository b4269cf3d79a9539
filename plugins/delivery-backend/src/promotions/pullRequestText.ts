import {
  CommitSummary,
  type ClusterChanges,
  formatRelease,
  GateResult,
  ImageChange,
  PromotionRequest,
  Reason,
  Release,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  codeSpan,
  markdownLine,
  plainLine,
} from '@stonegarden/backstage-plugin-delivery-node';
import { clusterChangesText } from '../clusterChanges/clusterChangesText';
import { commitTable } from './commitTable';
import { fitBody } from './fitBody';
import { gateLines } from './gateLines';
import {
  afterTheMerge,
  askedForBy,
  howToRollBack,
  imageTable,
} from './pullRequestParts';

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
  clusterChanges?: ClusterChanges;
  /** Why somebody had to give a reason. */
  concerns?: readonly Reason[];
  /** Undefined where no approval is required. */
  approval?: 'awaited' | 'requester-may-approve';
  /** What every gate said when it was opened. */
  gates?: readonly GateResult[];
  /** That come with the images; undefined where they are not known. */
  commits?: { items: readonly CommitSummary[]; complete: boolean };
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

/** A reason holds words of people: they mention nobody and link nowhere. */
function concernText(concern: Reason): string {
  switch (concern.code) {
    case 'RolledBackBefore': {
      const { environment, by, at, reason } = concern.params;
      return `This release was rolled back in ${codeSpan(environment)}${
        by ? ` by ${codeSpan(by)}` : ''
      } on ${codeSpan(at)}${reason ? `: ${codeSpan(reason)}` : '.'}`;
    }
    case 'RollbackOpen':
      return `It takes the place of #${
        concern.params.pullRequest
      }, which was to roll ${codeSpan(
        concern.params.environment,
      )} back to ${codeSpan(concern.params.release)}.`;
    default:
      return markdownLine(concern.message);
  }
}

/** Title, Markdown body and commit trailers of a promotion's pull request. */
export function pullRequestText(facts: PullRequestFacts): {
  title: string;
  body: string;
  trailers: Record<string, string>;
} {
  const { service, from, to, changes, requestedBy, concerns = [] } = facts;
  const { commits, gates = [] } = facts;
  return {
    title: plainLine(
      `Promote ${service} to ${to}: ${formatRelease(facts.release)}`,
    ),
    body: fitBody([
      {
        lines: [
          `Promotes ${codeSpan(service)} from ${codeSpan(from)} to ${codeSpan(
            to,
          )}.`,
          '',
        ],
      },
      { lines: imageTable(changes, to), optional: 'Images' },
      {
        lines: clusterChangesText(facts.clusterChanges),
        optional: 'In the cluster',
      },
      {
        lines: [
          // Dangers are listed with what changes.
          ...concerns
            .filter(({ code }) => code !== 'DangersFound')
            .flatMap(concern => [concernText(concern), '']),
          ...askedForBy(facts),
          ...approvalText(facts),
          afterTheMerge({ ...facts, environment: to, what: 'The promotion' }),
          '',
        ],
      },
      { lines: commits ? commitTable(commits) : [], optional: 'Commits' },
      { lines: gateLines(gates), optional: 'Gates' },
      { lines: howToRollBack(to) },
    ]),
    trailers: {
      Service: service,
      'Promoted-From': from,
      To: to,
      Release: formatRelease(facts.release),
      'Requested-By': requestedBy,
    },
  };
}
