import {
  type AutomaticOpening,
  type ChosenRelease,
  type ClusterChanges,
  formatRelease,
  GateResult,
  ImageChange,
  type KnownSourceCommits,
  type PromotionBack,
  type PromotionOverride,
  PromotionRequest,
  Reason,
  Release,
  RequiredApprovals,
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
import { overrideText } from './overrideText';
import {
  afterTheMerge,
  askedForBy,
  howToRollBack,
  imageTable,
} from './pullRequestParts';

/** What the text of a promotion's pull request is made of. */
export interface PullRequestFacts
  extends Omit<PromotionRequest, 'deployment' | 'override'> {
  /** Where the Release was chosen from; left out when it is what Git names for `from`. */
  chosen?: ChosenRelease;
  /** Set when the chosen Release is older than what `to` has. */
  back?: PromotionBack;
  /** What `to` has now. */
  replaces?: Release;
  service: string;
  changes: ImageChange[];
  release: Release;
  /** Entity ref. */
  requestedBy: string;
  /** Set when nobody asked: the portal opened it by itself. */
  automatic?: AutomaticOpening;
  /** Address of the service's page in the portal. */
  portalUrl: string;
  /** Whether Argo CD syncs the target by itself. */
  autoSync: boolean;
  settleMs: number;
  clusterChanges?: ClusterChanges;
  /** Why somebody had to give a reason. */
  concerns?: readonly Reason[];
  /** Who has to approve. */
  approvals?: RequiredApprovals;
  /** Undefined where no approval is required. */
  approval?: 'awaited' | 'requester-may-approve';
  /** The portal merges it by itself. */
  direct?: boolean;
  /** That it is opened with, and where the portal shows that. */
  train?: { id: string; url: string };
  /** Of the text; what the host takes when left out. */
  maxLength?: number;
  /** What every gate said when it was opened. */
  gates?: readonly GateResult[];
  /** By which it was opened though gates held it back. */
  overrides?: readonly PromotionOverride[];
  /** That come with the images; undefined where they are not known. */
  commits?: Pick<KnownSourceCommits, 'items' | 'total'>;
}

/** `2 people, including a member of `group:default/qa`` */
function approvers({ count, groups }: RequiredApprovals): string {
  const people = count > 1 ? `${count} people` : 'one person';
  return groups.length > 0
    ? `${people}, including a member of ${groups.map(codeSpan).join(', ')},`
    : people;
}

function approvalText({
  approval,
  approvals,
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
    default: {
      const { reviewGroups = [] } = approvals ?? {};
      if (approvals && (approvals.count > 1 || approvals.groups.length > 0)) {
        return [
          `Before the merge to ${codeSpan(to)}, ${approvers(
            approvals,
          )} must approve this promotion in the portal.${
            reviewGroups.length > 0
              ? ` Reviews here count for members of ${reviewGroups
                  .map(codeSpan)
                  .join(', ')}.`
              : ''
          } Who asked for it, or wrote what it brings, does not count.`,
          '',
        ];
      }
      return [
        `${codeSpan(
          to,
        )} is protected: before the merge, somebody else who may approve promotions to it approves this one in the portal.`,
        '',
      ];
    }
  }
}

/** Nobody asked for it. */
function openedBy({
  automatic: { healthySince, rule },
  from,
  portalUrl,
}: Pick<PullRequestFacts, 'from' | 'portalUrl'> & {
  automatic: AutomaticOpening;
}): string[] {
  return [
    `The portal opened this by itself: the release has been verified healthy in ${codeSpan(
      from,
    )} since ${codeSpan(healthySince)}, and the rule ${codeSpan(
      rule,
    )} says so. See [the service's page](<${portalUrl}>).`,
    '',
  ];
}

/** Where a Release comes from that is not what the source has now, and that it is older than what the target has. */
function choiceText({
  back,
  chosen,
  from,
  release,
  replaces,
  to,
}: PullRequestFacts): string[] {
  if (!chosen) {
    return [];
  }
  const version = codeSpan(formatRelease(release));
  const older = back
    ? ` **It is older than what ${codeSpan(to)} has now**${
        replaces ? ` (${codeSpan(formatRelease(replaces))})` : ''
      }${
        back.until
          ? `, and ran there until ${codeSpan(back.until)}: this is a way back`
          : ''
      }.`
    : '';
  return [
    `${version} was chosen from the history of ${codeSpan(
      chosen.environment,
    )}: it is what commit ${codeSpan(
      chosen.commit,
    )} deployed there, and need not be what ${codeSpan(from)} has now.${older}`,
    '',
  ];
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
  const { chosen, commits, gates = [] } = facts;
  return {
    title: plainLine(
      `Promote ${service} to ${to}: ${formatRelease(facts.release)}`,
    ),
    body: fitBody(
      [
        {
          lines: [
            `Promotes ${codeSpan(service)} from ${codeSpan(from)} to ${codeSpan(
              to,
            )}.`,
            '',
            ...choiceText(facts),
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
            ...(facts.automatic
              ? openedBy({ ...facts, automatic: facts.automatic })
              : askedForBy(facts)),
            ...(facts.overrides ?? []).flatMap(each =>
              overrideText(each, from),
            ),
            ...approvalText(facts),
            ...(facts.direct
              ? [
                  facts.overrides?.length
                    ? 'While a gate is overridden, a person merges this and the portal does not.'
                    : 'The portal merges this by itself once every gate and every check has passed.',
                  '',
                ]
              : []),
            afterTheMerge({ ...facts, environment: to, what: 'The promotion' }),
            '',
          ],
        },
        {
          lines: commits
            ? commitTable({
                ...commits,
                complete: commits.total <= commits.items.length,
              })
            : [],
          optional: 'Commits',
        },
        { lines: gateLines(gates), optional: 'Gates' },
        {
          // Who reads this may not see the other services.
          lines: facts.train
            ? [
                `Promoted [together with other services](<${facts.train.url}>).`,
                '',
              ]
            : [],
        },
        { lines: howToRollBack(to) },
      ],
      facts.maxLength,
    ),
    trailers: {
      Service: service,
      'Promoted-From': from,
      ...(chosen ? { 'Promoted-Deployment': chosen.deployment } : {}),
      To: to,
      Release: formatRelease(facts.release),
      'Requested-By': requestedBy,
      ...(facts.train ? { 'Train-Id': facts.train.id } : {}),
    },
  };
}
