import {
  GithubDescription,
  githubDescriptionFile,
  recordExchanges,
} from '@stonegarden/test-utils/github';
import {
  proposeFiles,
  REPO,
  TestSandbox,
  testSandbox,
} from '../__testUtils__/testSandbox';

const EXECUTABLE = '100755';
const SYMLINK = '120000';

/** Uses each part of the API once and more. */
async function useAll({ octokit }: TestSandbox): Promise<void> {
  const { rest } = octokit;
  await rest.rateLimit.get();
  await rest.users.getAuthenticated();
  await rest.repos.get(REPO);
  await rest.repos.listBranches(REPO);
  const main = await rest.repos.getBranch({ ...REPO, branch: 'main' });
  await rest.repos.getBranchRules({ ...REPO, branch: 'main' });
  const { sha } = main.data.commit;
  await rest.repos.listCommits({ ...REPO, sha, per_page: 2 });
  await rest.repos.getCommit({ ...REPO, ref: sha });

  await rest.git.getRef({ ...REPO, ref: 'heads/main' });
  await rest.git.listMatchingRefs({ ...REPO, ref: 'heads/' });
  await rest.git.createRef({ ...REPO, ref: 'refs/heads/links', sha });
  const blob = await rest.git.createBlob({ ...REPO, content: 'text\n' });
  await rest.git.getBlob({ ...REPO, file_sha: blob.data.sha });
  const base = await rest.git.getCommit({ ...REPO, commit_sha: sha });
  const tree = await rest.git.createTree({
    ...REPO,
    base_tree: base.data.tree.sha,
    tree: [
      { path: 'of/file', mode: '100644', type: 'blob', sha: blob.data.sha },
      { path: 'of/run', mode: EXECUTABLE, type: 'blob', content: '#!/bin/sh' },
      { path: 'of/link', mode: SYMLINK, type: 'blob', content: 'nowhere' },
    ],
  });
  await rest.git.getTree({ ...REPO, tree_sha: tree.data.sha, recursive: '1' });
  const commit = await rest.git.createCommit({
    ...REPO,
    message: 'Links',
    tree: tree.data.sha,
    parents: [sha],
  });
  const links = commit.data.sha;
  await rest.git.updateRef({ ...REPO, ref: 'heads/links', sha: links });
  for (const path of ['of', 'of/file', 'of/run', 'of/link']) {
    await rest.repos.getContent({ ...REPO, path, ref: 'links' });
    await rest.repos.getContent({
      ...REPO,
      path,
      ref: 'links',
      mediaType: { format: 'object' },
    });
  }
  await rest.repos.compareCommitsWithBasehead({
    ...REPO,
    basehead: `${sha}...${links}`,
  });
  await rest.git.deleteRef({ ...REPO, ref: 'heads/links' });

  const { number, head } = await proposeFiles(octokit, 'change', { a: 'a\n' });
  await rest.repos.createCommitStatus({
    ...REPO,
    sha: head.sha,
    state: 'success',
    context: 'ci/build',
  });
  const ref = head.sha;
  await rest.repos.getCombinedStatusForRef({ ...REPO, ref });
  await rest.repos.listCommitStatusesForRef({ ...REPO, ref });
  await rest.checks.listForRef({ ...REPO, ref });
  const issue = { ...REPO, issue_number: number };
  await rest.issues.createComment({ ...issue, body: 'Fine.' });
  await rest.issues.listComments(issue);
  await rest.issues.addLabels({ ...issue, labels: ['good first issue'] });
  await rest.issues.listLabelsOnIssue(issue);
  const pull = { ...REPO, pull_number: number };
  await rest.pulls.requestReviewers({
    ...pull,
    reviewers: ['ada'],
    team_reviewers: ['payments'],
  });
  await rest.pulls.listRequestedReviewers(pull);
  await rest.pulls.createReview({ ...pull, event: 'COMMENT', body: 'Hm.' });
  await rest.pulls.listReviews(pull);
  await rest.pulls.update({ ...pull, title: 'A better title' });
  await rest.pulls.list({ ...REPO, state: 'open', head: 'stonegarden:change' });
  await rest.pulls.listFiles(pull);
  await rest.pulls.listCommits(pull);
  await rest.pulls.merge(pull);
  await rest.pulls.checkIfMerged(pull);
  await rest.pulls.get(pull);
  await rest.repos.get(REPO);

  const missing = [
    rest.repos.getBranch({ ...REPO, branch: 'nowhere' }),
    rest.repos.getContent({ ...REPO, path: 'nowhere' }),
    rest.git.getRef({ ...REPO, ref: 'heads/nowhere' }),
    rest.git.createRef({ ...REPO, ref: 'refs/heads/main', sha }),
    rest.pulls.create({ ...REPO, title: 'x', head: 'nowhere', base: 'main' }),
    rest.pulls.get({ ...REPO, pull_number: 999 }),
    rest.pulls.merge(pull),
  ];
  for (const { status } of await Promise.allSettled(missing)) {
    expect(status).toBe('rejected');
  }
}

(githubDescriptionFile ? describe : describe.skip)(
  "The sandbox's answers by GitHub's own description",
  () => {
    let sandbox: TestSandbox;
    const recording = recordExchanges();

    beforeAll(async () => {
      sandbox = await testSandbox();
      await useAll(sandbox);
    }, 60_000);
    afterAll(async () => {
      recording.stop();
      await sandbox.stop();
    });

    it('are valid, each of them', () => {
      const description = new GithubDescription(githubDescriptionFile!);
      expect(recording.exchanges.length).toBeGreaterThan(50);
      expect([
        ...new Set(recording.exchanges.flatMap(it => description.problems(it))),
      ]).toEqual([]);
    });
  },
);
