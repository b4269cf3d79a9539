import {
  checksState,
  type PromotionChecks,
  type PromotionPullRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  type CommitCheck,
  type GitLocation,
  isAccessRefusal,
  type PullRequest,
} from '@stonegarden/backstage-plugin-delivery-node';
import type { PromotionRecord } from './PromotionRecord';
import type { RequiredChecks } from './RequiredChecks';

/** Context of the commit status that the portal writes. */
export const STATUS_CONTEXT = 'stonegarden/promotion';

/** The branch that a promotion is to be merged into. */
export function baseBranchOf(
  { intent }: Pick<PromotionRecord, 'intent'>,
  { branch }: Pick<GitLocation, 'branch'>,
): string {
  return intent?.baseBranch ?? branch;
}

/** What the host says about a pull request, as it is recorded. */
export function toPullRequestFacts(
  pull: PullRequest,
  { headCommit, intent }: Pick<PromotionRecord, 'headCommit' | 'intent'>,
  location: Pick<GitLocation, 'branch'>,
): PromotionPullRequest {
  const expected = baseBranchOf({ intent }, location);
  // Where the branch of the source got another name, its pull requests followed it.
  const isOurs = [expected, location.branch].includes(pull.baseBranch);
  return {
    number: pull.number,
    url: pull.url,
    title: pull.title,
    state: pull.state,
    ...(headCommit && pull.headCommit !== headCommit
      ? { headMoved: { commit: pull.headCommit } }
      : {}),
    ...(isOurs ? {} : { retargeted: { base: pull.baseBranch, expected } }),
    ...(pull.mergeable === undefined ? {} : { mergeable: pull.mergeable }),
    asOf: new Date().toISOString(),
  };
}

/** All checks of a commit but the portal's own, and those that are required and have not begun. */
export function summarizeChecks(
  checks: CommitCheck[],
  required: readonly string[],
): PromotionChecks | undefined {
  const notBegun = required
    .filter(name => !checks.some(check => check.name === name))
    .map(name => ({ name, state: 'pending' as const }));
  const items = [...checks, ...notBegun]
    .filter(({ name }) => name !== STATUS_CONTEXT)
    .map(check => ({
      ...check,
      ...(required.includes(check.name) ? { required: true as const } : {}),
    }));
  if (items.length === 0) {
    return undefined;
  }
  return { state: checksState(items), items };
}

/**
 * The files of a promotion that its base branch has otherwise than when it was planned, and otherwise than the promotion
 * would make them: those that can conflict.
 */
export async function findConflicts(
  record: PromotionRecord,
  location: GitLocation,
): Promise<string[]> {
  const { baseCommit, intent } = record;
  const { reader } = location;
  const head = await reader.head(baseBranchOf(record, location));
  const conflicts: string[] = [];
  for (const { path, content } of intent?.edits ?? []) {
    const [before, now] = await Promise.all([
      reader.read(path, baseCommit),
      reader.read(path, head),
    ]);
    const text = now?.content ?? null;
    if (text !== (before?.content ?? null) && text !== content) {
      conflicts.push(path);
    }
  }
  return conflicts;
}

/** Who wrote the commit that somebody pushed; asked once. */
async function writtenBy(
  commit: string,
  { pullRequest }: PromotionRecord,
  { reader }: GitLocation,
): Promise<{ by?: string }> {
  const known = pullRequest?.headMoved;
  const by =
    known?.commit === commit && known.by
      ? known.by
      : (await reader.commit(commit)).author;
  return by ? { by } : {};
}

/**
 * Asks the host for what an open pull request does not say itself: its checks, who pushed, what conflicts. What the token may
 * not see is left out, and passed to `onRefused`.
 */
export async function observeDetails(
  record: PromotionRecord,
  location: GitLocation,
  options: {
    pull: PullRequest;
    /** What is known without it. */
    facts: PromotionPullRequest;
    requiredChecks: RequiredChecks;
    onRefused: (error: Error) => void;
  },
): Promise<
  Pick<
    PromotionPullRequest,
    'checks' | 'checksUnknown' | 'headMoved' | 'conflicts'
  >
> {
  const { pull, facts, requiredChecks, onRefused } = options;
  const said = await unlessRefused(
    () => location.pullRequests.checks(pull.headCommit),
    onRefused,
  );
  const required = await unlessRefused(
    () => requiredChecks.of(location, pull.baseBranch),
    onRefused,
  );
  const checks = said && summarizeChecks(said, required ?? []);
  const headMoved = facts.headMoved && {
    ...facts.headMoved,
    ...(await unlessRefused(
      () => writtenBy(pull.headCommit, record, location),
      onRefused,
    )),
  };
  const conflicts =
    pull.mergeable === false && !facts.headMoved && !facts.retargeted
      ? await unlessRefused(() => findConflicts(record, location), onRefused)
      : undefined;
  return {
    ...(checks ? { checks } : {}),
    ...(said && required ? {} : { checksUnknown: true as const }),
    ...(headMoved ? { headMoved } : {}),
    ...(conflicts ? { conflicts } : {}),
  };
}

/** A token may lack the right to read checks; everything else is still known. */
export async function unlessRefused<T>(
  task: () => Promise<T>,
  onRefused: (error: Error) => void,
): Promise<T | undefined> {
  try {
    return await task();
  } catch (error) {
    if (isAccessRefusal(error)) {
      onRefused(error);
      return undefined;
    }
    throw error;
  }
}
