import {
  ClusterChanges,
  CommitSummary,
  formatRelease,
  ImageChange,
  Release,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  codeSpan,
  plainLine,
} from '@stonegarden/backstage-plugin-delivery-node';
import { clusterChangesText } from '../clusterChanges/clusterChangesText';
import {
  afterTheMerge,
  askedForBy,
  imageTable,
} from '../promotions/pullRequestParts';
import type { EditedFile } from '../promotions/planVersions';
import type { RequestedRollback } from '../promotions/RequestedPromotion';

/** Longer lists are cut, and say so. */
const MAX_LINES = 20;
/** Characters of a commit's hash that tell it apart from others. */
const COMMIT_LENGTH = 12;

/** What the text of a rollback's pull request is made of. */
export interface RollbackFacts {
  rollback: RequestedRollback;
  service: string;
  changes: ImageChange[];
  files: readonly EditedFile[];
  release: Release;
  /** What Git names now; undefined where it does not say. */
  replaces?: Release;
  /** Commits to the service's files since; undefined where they are not known. */
  commits?: { items: CommitSummary[]; complete: boolean };
  /** Entity ref, or the subject of a service. */
  requestedBy: string;
  reason?: string;
  /** Address of the service's page in the portal. */
  portalUrl: string;
  /** Whether Argo CD syncs the environment by itself. */
  autoSync: boolean;
  settleMs: number;
  clusterChanges?: ClusterChanges;
}

function shorten(commit: string): string {
  return commit.slice(0, COMMIT_LENGTH);
}

function list(items: string[], more: boolean): string[] {
  const shown = items.slice(0, MAX_LINES);
  const cut = items.length - shown.length;
  return [
    ...shown.map(item => `- ${item}`),
    ...(cut > 0 || more
      ? [`- … and ${cut > 0 && !more ? cut : 'some'} more`]
      : []),
    '',
  ];
}

function change({ before, after }: EditedFile): string {
  if (after === null) {
    return 'removed';
  }
  return before === undefined ? 'added again' : 'changed';
}

function scopeText({ rollback, files }: RollbackFacts): string[] {
  const environment = codeSpan(rollback.deployment.environment);
  return rollback.scope === 'versions'
    ? [
        'Only the versions go back: replicas, variables and limits that were changed since stay.',
        '',
      ]
    : [
        `All files of ${environment} become what they were at that commit:`,
        '',
        ...list(
          files.map(file => `${codeSpan(file.path)}: ${change(file)}`),
          false,
        ),
      ];
}

function commitsText({ commits }: RollbackFacts): string[] {
  return commits && commits.items.length > 0
    ? [
        'Commits to the files of the service since that deployment:',
        '',
        ...list(
          commits.items.map(
            ({ id, title, author }) =>
              `${codeSpan(shorten(id))} ${codeSpan(title)}${
                author ? ` by ${codeSpan(author)}` : ''
              }`,
          ),
          !commits.complete,
        ),
      ]
    : [];
}

function originText({ rollback }: RollbackFacts): string[] {
  const environment = codeSpan(rollback.deployment.environment);
  return [
    ...(rollback.automaticFor
      ? [
          'The portal opened this by itself, because a promotion did not become healthy.',
          '',
        ]
      : []),
    ...(rollback.emergency
      ? [
          `${environment} was rolled back in Argo CD already, past Git. This pull request makes Git agree.`,
          '',
        ]
      : []),
  ];
}

/** Title, Markdown body and commit trailers of a rollback's pull request. */
export function rollbackText(facts: RollbackFacts): {
  title: string;
  body: string;
  trailers: Record<string, string>;
} {
  const { changes, release, replaces, requestedBy, rollback, service } = facts;
  const { environment, from, revision } = rollback.deployment;
  const to = codeSpan(environment);
  const versions = [replaces, release]
    .filter(each => each !== undefined)
    .map(formatRelease);
  return {
    title: plainLine(
      `Roll back ${service} in ${environment}: ${versions.join(' → ')}`,
    ),
    body: [
      `Rolls ${codeSpan(service)} back in ${to} to ${codeSpan(
        formatRelease(release),
      )}, as it was deployed on ${codeSpan(from)} from commit ${codeSpan(
        shorten(revision),
      )}.`,
      '',
      ...imageTable(changes, environment),
      ...clusterChangesText(facts.clusterChanges),
      ...originText(facts),
      ...scopeText(facts),
      ...commitsText(facts),
      ...askedForBy(facts),
      `It takes the place of open promotions to ${to}. Who promotes there before this is merged, or promotes what is taken back here again, has to say why.`,
      '',
      afterTheMerge({ ...facts, environment, what: 'The rollback' }),
      '',
    ].join('\n'),
    trailers: {
      Service: service,
      Environment: environment,
      Release: formatRelease(release),
      'Rolled-Back-To': revision,
      'Requested-By': requestedBy,
    },
  };
}
