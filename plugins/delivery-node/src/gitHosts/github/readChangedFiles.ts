import { z } from 'zod';
import type { ChangedFiles } from '../PullRequests';
import type { GithubClient } from './GithubClient';

const filesSchema = z.array(
  z.object({ filename: z.string(), patch: z.string().nullish() }),
);

/** GitHub lists 3,000 files of a pull request and no more, whatever it changes. */
const MAX_PAGES = 30;
const MAX_FILES = 3_000;

/** What a pull request changes, as far as GitHub lists it. */
export async function readChangedFiles(
  client: GithubClient,
  number: number,
): Promise<ChangedFiles> {
  const { pages, complete } = await client.readPages(
    `reading the files of pull request #${number}`,
    filesSchema,
    (octokit, scope, page) =>
      octokit.rest.pulls.listFiles({ ...scope, pull_number: number, ...page }),
    MAX_PAGES,
  );
  const files = pages.flat().map(({ filename, patch }) => ({
    path: filename,
    ...(patch
      ? { diff: `--- a/${filename}\n+++ b/${filename}\n${patch}\n` }
      : {}),
  }));
  // A list that ends at the limit does not say whether it was cut there.
  return { files, complete: complete && files.length < MAX_FILES };
}
