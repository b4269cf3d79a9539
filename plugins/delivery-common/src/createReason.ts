import type { Reason, ReasonCode, ReasonParams } from './reason';

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** A statement and, after a colon, what another program says about it. */
function withDetail(statement: string, detail: string | undefined): string {
  return sentence(detail ? `${statement}: ${detail}` : statement);
}

function unlisted({
  file,
  targetFile,
  images,
}: ReasonParams['ImagesNotListed']): string {
  return images
    .map(
      ({ name, line }) =>
        `${file}:${line} pins ${name}, but ${targetFile} does not list it. Add it there with the version that it runs now.`,
    )
    .join(' ');
}

/** The one table of English sentences. */
const MESSAGES: { [Code in ReasonCode]: (p: ReasonParams[Code]) => string } = {
  ArgocdNotContacted: () => 'It has not been contacted yet.',
  ArgocdTokenRefused: () => 'It refuses the configured token.',
  ArgocdErrorStatus: p => `It answered with status ${p.status}.`,
  ArgocdInvalidResponse: p =>
    withDetail('It sent an answer that cannot be read', p.detail),
  ArgocdTimedOut: () => 'It did not answer in time.',
  ArgocdConnectionFailed: () => 'No connection can be made.',

  HealthDetail: p => p.detail,
  ArgocdUnreachable: p =>
    [
      p.since
        ? `Argo CD ${p.instance} has not answered since ${p.since}.`
        : `Argo CD ${p.instance} does not answer.`,
      p.cause?.message,
    ]
      .filter(Boolean)
      .join(' '),
  ArgocdNotConfigured: p =>
    `No Argo CD is configured for the cluster ${p.cluster}. Add the cluster to an instance in delivery.argocd.instances of app-config.`,
  ApplicationMissing: p =>
    p.instance
      ? `Argo CD ${p.instance} has no application for ${p.environment} yet.`
      : `Argo CD has no application for ${p.environment} yet.`,
  ReleaseUnknown: p => `It is not known which release ${p.environment} runs.`,
  EnvironmentForbidden: p =>
    `The permission ${p.permission} is needed to see this environment.`,

  HealthUnknown: p =>
    `Argo CD ${p.instance} does not know the health of ${p.environment}.`,
  EnvironmentHealthy: p =>
    p.since
      ? `${p.environment} has been Healthy since ${p.since}.`
      : `${p.environment} is Healthy.`,
  EnvironmentProgressing: p =>
    `${withDetail(
      `${p.environment} is Progressing`,
      p.detail,
    )} Wait until it is Healthy.`,
  EnvironmentSuspended: p =>
    `${withDetail(
      `${p.environment} is Suspended`,
      p.detail,
    )} Wait until it is resumed.`,
  EnvironmentUnhealthy: p =>
    `${withDetail(
      `${p.environment} is ${p.health}`,
      p.detail,
    )} Try again when it is Healthy.`,
  SyncUnknown: p =>
    `Argo CD${p.instance ? ` ${p.instance}` : ''} cannot tell whether ${
      p.environment
    } runs what Git says.`,
  SyncRunning: p =>
    `${p.environment} is being synced to what Git says. Wait until the sync has finished.`,
  EnvironmentOutOfSync: p =>
    `${p.environment} does not run what Git says. Sync it first, so that what you promote has run somewhere.`,
  EnvironmentSynced: p => `${p.environment} runs what Git says.`,
  VersionDiffersFromGit: p =>
    `${p.environment} runs ${p.image} ${p.running}, but Git says ${p.wanted}. Wait until Argo CD has caught up.`,
  ImagesPinned: p =>
    `${p.file} pins every image of ${p.environment} to a version.`,
  ReleaseFileMissing: p =>
    `There is no ${p.file} at commit ${p.commit.slice(
      0,
      12,
    )}. It must list the images of ${
      p.environment
    }, each with newTag or digest.`,
  ReleaseFileInvalid: p =>
    sentence(`${p.file}:${p.line}:${p.column}: ${p.detail}`),
  SymbolicLink: p =>
    `${p.file} is a symbolic link${
      p.target ? ` to ${p.target}` : ''
    }, which promotions do not follow. Replace the link with a kustomization of its own.`,
  NoImagePinned: p =>
    `${p.file} does not pin any image. Add \`images:\` with the name and newTag of each image, so that there is something to promote.`,
  ImageNotPinned: p =>
    `${p.file}:${p.line}: the image ${p.image} has neither a tag nor a digest. Write newTag: "1.2.3" or digest: sha256:… below its name.`,
  ImagesListed: p => `${p.to} lists every image that ${p.from} pins.`,
  ImagesNotListed: unlisted,
  ReleasesDiffer: p => `${p.from} and ${p.to} have different releases in Git.`,
  NothingToPromote: p =>
    `${p.to} already has the release of ${p.from} in Git, so there is nothing to promote.`,
  FileNotRead: p => `This cannot be judged until ${p.file} is corrected.`,
  SeveralGates: p =>
    [...new Set(p.reasons.map(({ message }) => message))].join(' '),
  ExternalGate: p => p.message,
  GateTimedOut: p =>
    `The gate ${p.gate} did not answer within ${p.seconds} seconds. Try again, and tell the operators of the portal if this lasts.`,
  GateBroken: p =>
    `The gate ${p.gate} failed to answer because of an error in the portal. Its log says more.`,

  PullRequestClosed: () => 'The pull request was closed without being merged.',
  Superseded: p =>
    `A newer promotion took its place: #${p.pullRequest} (${p.release}).`,
  PromotionUndone: p =>
    `Git no longer has this release in ${p.environment}: the merge was reverted, or the branch was rewritten.`,
  AwaitingArgocd: p =>
    `Waiting until the Argo CD of ${p.environment} answers again.`,
  AwaitingCommit: () => 'Argo CD has not read the merge commit yet.',
  AwaitingSync: p =>
    `Argo CD has read the change, and ${p.environment} waits for a sync.`,
  MergeNotCompared: () =>
    'It is not known yet whether Argo CD has read the merge commit: the Git host does not answer, or it does not know the revision that Argo CD names.',
  Syncing: p => p.detail,
  SyncFailed: p => withDetail(`The sync of ${p.environment} failed`, p.detail),
  ImageNotRunning: p =>
    `Argo CD does not list ${p.image} in the promoted version yet.`,
  AwaitingHealth: p =>
    `${withDetail(
      `${p.environment} is ${p.health}`,
      p.detail,
    )} Waiting until it is Healthy.`,
  TargetDegraded: p =>
    withDetail(`${p.environment} became Degraded after the sync`, p.detail),
  CheckFailed: p =>
    `The promotion cannot be checked at the moment. ${
      p.detail
        ? sentence(p.detail)
        : 'Something failed in the portal; its log says more.'
    }`,
  Recorded: p => p.text,
};

/**
 * Whether a code is one of this version's.
 *
 * @public
 */
export function isReasonCode(code: string): code is ReasonCode {
  return Object.hasOwn(MESSAGES, code);
}

/**
 * A reason with its English message.
 *
 * @public
 */
export function createReason<Code extends ReasonCode>(
  code: Code,
  params: ReasonParams[Code],
  options: { changesAt?: string } = {},
): Reason<Code> {
  return {
    code,
    params,
    message: MESSAGES[code](params),
    ...(options.changesAt ? { changesAt: options.changesAt } : {}),
  } as Reason<Code>;
}

/**
 * Whether two reasons say the same.
 *
 * @public
 */
export function isSameReason(
  one: Reason | undefined,
  other: Reason | undefined,
): boolean {
  return (
    one?.code === other?.code &&
    one?.message === other?.message &&
    one?.changesAt === other?.changesAt
  );
}
