import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { isMissing } from '../hostErrors';
import { validateBranch } from '../validateNames';
import type { GithubClient } from './GithubClient';

const MAX_PAGES = 10;

const branchSchema = z.object({
  protection: z
    .object({
      required_status_checks: z
        .object({ contexts: z.array(z.string()) })
        .nullish(),
    })
    .nullish(),
});

const rulesSchema = z.array(
  z.union([
    z.object({
      type: z.literal('required_status_checks'),
      parameters: z.object({
        required_status_checks: z.array(z.object({ context: z.string() })),
      }),
    }),
    z
      .object({
        type: z.string().refine(type => type !== 'required_status_checks'),
      })
      .transform(() => undefined),
  ]),
);

/**
 * The checks that a branch requires, by its protection and by rules of the repository or its organization.
 *
 * @internal
 */
export async function readRequiredChecks(
  client: GithubClient,
  branch: string,
): Promise<string[]> {
  validateBranch(branch);
  const what = `reading the checks that ${branch} requires`;
  const { protection } = await client.read(
    what,
    branchSchema,
    (octokit, scope) => octokit.rest.repos.getBranch({ ...scope, branch }),
  );
  const { pages, complete } = await client
    .readPages(
      what,
      rulesSchema,
      (octokit, scope, page) =>
        octokit.rest.repos.getBranchRules({ ...scope, branch, ...page }),
      MAX_PAGES,
    )
    .catch(error => {
      // The branch was there a moment ago: older GitHub Enterprise Servers have no rules.
      if (isMissing(error)) {
        return { pages: [], complete: true };
      }
      throw error;
    });
  if (!complete) {
    throw new InputError(
      `The Git host ${client.repository.host} lists more rules than are read (${what}).`,
    );
  }
  const byRules = pages
    .flat()
    .flatMap(rule => rule?.parameters.required_status_checks ?? [])
    .map(({ context }) => context);
  return [
    ...new Set([
      ...(protection?.required_status_checks?.contexts ?? []),
      ...byRules,
    ]),
  ];
}
