import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  BranchTakenError,
  takenBranchesNote,
  tryBranches,
  withDeadline,
} from '@stonegarden/backstage-plugin-delivery-node';
import type {
  GitLocation,
  GitReader,
  PullRequest,
} from '@stonegarden/backstage-plugin-delivery-node';
import type { ServiceChange } from './ServiceChange';

/** For all calls together, however many names of branches are tried. */
const DEADLINE_MS = 45_000;

/**
 * An open pull request that proposes a service already, and the paths of files that it has otherwise than the change.
 *
 * @internal
 */
export interface ExistingProposal {
  pull: PullRequest;
  differing: string[];
}

/**
 * Looks for the open pull request of a service, by the name of its branch and into the branch that it is to be merged into.
 *
 * @internal
 */
export async function findProposal(
  { pullRequests, reader }: GitLocation,
  change: ServiceChange,
): Promise<ExistingProposal | undefined> {
  return withDeadline(DEADLINE_MS, async () => {
    const found = await tryBranches(change.branch, async name => {
      const pulls = await pullRequests.findAll(name);
      const open = pulls.find(
        ({ state, baseBranch }) =>
          state === 'open' && baseBranch === change.base.branch,
      );
      const free = pulls.length === 0 && !(await exists(reader, name));
      // A free name is the last one that could have been tried.
      return open ?? (free ? 'none' : undefined);
    });
    if (!found || found === 'none') {
      return undefined;
    }
    const differing: string[] = [];
    for (const { path, content } of change.edits) {
      const file = await reader.read(path, found.headCommit);
      if ((file?.content ?? null) !== content) {
        differing.push(path);
      }
    }
    return { pull: found, differing };
  });
}

async function exists(reader: GitReader, branch: string): Promise<boolean> {
  try {
    await reader.head(branch);
    return true;
  } catch (error) {
    if (error instanceof NotFoundError) {
      return false;
    }
    throw error;
  }
}

/**
 * Opens the pull request of a service. A branch that holds commits of others is left alone: another name is taken, and
 * the pull request says so.
 *
 * @internal
 */
export async function openProposal(
  { pullRequests }: GitLocation,
  change: ServiceChange,
): Promise<PullRequest> {
  return withDeadline(DEADLINE_MS, async () => {
    const { base, edits, title, trailers, author } = change;
    const commit = await pullRequests.commit({
      parent: base.commit,
      edits,
      title,
      trailers,
      author,
    });
    const opened = await tryBranches(change.branch, async (branch, taken) => {
      const note = takenBranchesNote(taken);
      try {
        return await pullRequests.open({
          branch,
          commit,
          baseBranch: base.branch,
          title,
          body: note ? `${change.body}\n${note}` : change.body,
        });
      } catch (error) {
        if (error instanceof BranchTakenError) {
          return undefined;
        }
        throw error;
      }
    });
    if (!opened) {
      throw new ConflictError(
        `${change.branch} and all other names of the branch are taken. Delete those that nobody needs.`,
      );
    }
    return opened;
  });
}
