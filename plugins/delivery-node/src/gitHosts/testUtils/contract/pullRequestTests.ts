import { ContractRun } from './ContractRun';

/** Opening, finding and closing pull requests. */
export function pullRequestTests(run: ContractRun): void {
  describe('pull requests', () => {
    it('opens one pull request on the commit that was read, however often it is asked', async () => {
      const branch = run.newBranch();
      const base = await run.reader.defaultBranch();
      const baseCommit = await run.reader.head(base);

      const pull = await run.propose(branch, {
        edits: [{ path: run.fileOf(branch), content: 'ü and\r\nCRLF\n' }],
      });
      expect(pull).toMatchObject({
        state: 'open',
        branch,
        baseBranch: base,
        title: `Contract test ${branch}`,
        url: expect.stringMatching(/^https?:\/\//),
      });
      await expect(
        run.reader.contains(pull.headCommit, baseCommit),
      ).resolves.toBe(true);
      await expect(
        run.reader.contains(baseCommit, pull.headCommit),
      ).resolves.toBe(false);
      await expect(
        run.reader.read(run.fileOf(branch), pull.headCommit),
      ).resolves.toEqual({ mode: 'file', content: 'ü and\r\nCRLF\n' });

      const again = await run.open(branch, pull.headCommit, base);
      expect(again.number).toBe(pull.number);
      expect(again.headCommit).toBe(pull.headCommit);
      await expect(run.pullRequests.findAll(branch)).resolves.toMatchObject([
        { number: pull.number, state: 'open' },
      ]);
      await expect(run.pullRequests.files(pull.number)).resolves.toMatchObject({
        files: [
          { path: run.fileOf(branch), diff: expect.stringContaining('+ü and') },
        ],
        complete: true,
      });
    }, 60_000);

    it('lists all files of a pull request, also when the host gives them in pages', async () => {
      const branch = run.newBranch();
      const base = await run.base();
      const paths = Array.from(
        { length: 102 },
        (_, index) => `many/${String(index).padStart(3, '0')}.txt`,
      );
      let commit = base.commit;
      // A commit of all of them may take a small host longer than a call may.
      for (let start = 0; start < paths.length; start += 17) {
        commit = await run.pullRequests.commit({
          parent: commit,
          edits: paths
            .slice(start, start + 17)
            .map(path => ({ path, content: `${path}\n` })),
          title: `Contract test ${branch}`,
        });
      }
      const { number } = await run.open(branch, commit, base.branch);
      const { files, complete } = await run.pullRequests.files(number);
      expect(files.map(({ path }) => path).sort()).toEqual(paths);
      expect(complete).toBe(true);
    }, 120_000);

    it('makes a commit that no branch points at yet', async () => {
      const branch = run.newBranch();
      const { branch: base, commit: parent } = await run.base();
      const commit = await run.pullRequests.commit({
        parent,
        edits: [{ path: run.fileOf(branch), content: 'a line\n' }],
        title: `Contract test ${branch}`,
      });
      await expect(
        run.reader.read(run.fileOf(branch), commit),
      ).resolves.toMatchObject({ content: 'a line\n' });
      await expect(run.pullRequests.findAll(branch)).resolves.toEqual([]);
      await expect(run.reader.head(branch)).rejects.toMatchObject({
        name: 'NotFoundError',
      });

      const pull = await run.open(branch, commit, base);
      expect(pull.headCommit).toBe(commit);
      await expect(run.reader.head(branch)).resolves.toBe(commit);
    }, 60_000);

    it('gives two callers at once the same pull request', async () => {
      const branch = run.newBranch();
      const [one, other] = await Promise.all([
        run.propose(branch),
        run.propose(branch),
      ]);
      expect(other.number).toBe(one.number);
    }, 60_000);

    it('finds the pull requests of a branch in any state, and opens another for the same commit', async () => {
      const branch = run.newBranch();
      const first = await run.propose(branch);
      await run.pullRequests.close(first.number, 'Changed my mind.');
      await run.pullRequests.close(first.number, 'Twice is fine.');
      await expect(
        run.pullRequests.status(first.number),
      ).resolves.toMatchObject({
        state: 'closed',
        closedAt: expect.any(String),
      });
      const { headCommit, baseBranch } = first;
      const second = await run.open(branch, headCommit, baseBranch);
      expect(second.number).not.toBe(first.number);
      await expect(run.pullRequests.findAll(branch)).resolves.toMatchObject([
        { number: second.number, state: 'open' },
        { number: first.number, state: 'closed' },
      ]);
    }, 60_000);

    it('merges the commit that was judged, once, and no other', async () => {
      const into = await run.propose(run.newBranch());
      const branch = run.newBranch();
      const pull = await run.propose(branch, {
        base: { branch: into.branch, commit: into.headCommit },
      });
      const merge = (commit: string) =>
        run.pullRequests.merge(pull.number, { commit, method: 'merge' });
      await expect(merge(into.headCommit)).rejects.toThrow();
      await merge(pull.headCommit);
      await merge(pull.headCommit);
      const merged = await run.pullRequests.status(pull.number);
      expect(merged).toMatchObject({
        state: 'merged',
        mergeCommit: expect.any(String),
      });
      await expect(
        run.reader.read(run.fileOf(branch), String(merged.mergeCommit)),
      ).resolves.toMatchObject({ content: 'a line\n' });
      const head = await run.reader.head(into.branch);
      expect(head).toBe(merged.mergeCommit);

      await run.pullRequests.close(into.number, 'Not wanted.');
      await expect(
        run.pullRequests.merge(into.number, {
          commit: head,
          method: 'merge',
        }),
      ).rejects.toThrow();
    }, 60_000);

    it('leaves a branch alone that holds something else', async () => {
      const branch = run.newBranch();
      const first = await run.propose(branch);
      const theirs = await run.target.commitTo(branch, {
        path: run.fileOf(branch),
        content: 'their line\n',
      });
      const taken = { name: 'BranchTakenError', branch, commit: theirs };
      await expect(
        run.open(branch, first.headCommit, first.baseBranch),
      ).rejects.toMatchObject(taken);
      await expect(
        run.pullRequests.status(first.number),
      ).resolves.toMatchObject({ headCommit: theirs });

      await run.pullRequests.close(first.number, 'Not that way.');
      await expect(
        run.propose(branch, {
          edits: [{ path: run.fileOf(branch), content: 'another line\n' }],
        }),
      ).rejects.toMatchObject(taken);
      await expect(run.reader.head(branch)).resolves.toBe(theirs);
    }, 60_000);

    it('leaves a branch alone whose pull request goes somewhere else', async () => {
      const other = run.newBranch();
      const base = await run.target.push(other, {
        'a.txt': { mode: 'file', content: 'a\n' },
      });
      const branch = run.newBranch();
      const pull = await run.propose(branch, {
        base: { branch: other, commit: base },
      });
      await expect(
        run.open(branch, pull.headCommit, await run.reader.defaultBranch()),
      ).rejects.toMatchObject({ name: 'BranchTakenError', branch });
    }, 60_000);

    it('says whether the branches conflict', async () => {
      const base = run.newBranch();
      const commit = await run.target.push(base, {
        'a.txt': { mode: 'file', content: 'a\n' },
      });
      const { number } = await run.propose(run.newBranch(), {
        base: { branch: base, commit },
        edits: [{ path: 'a.txt', content: 'ours\n' }],
      });
      const mergeable = async (wanted: boolean) => {
        // Hosts work it out on their own time.
        for (let attempt = 1; ; attempt += 1) {
          const pull = await run.pullRequests.status(number);
          if (pull.mergeable === wanted || attempt === 20) {
            return pull.mergeable;
          }
          await new Promise(resolve => {
            setTimeout(resolve, 500);
          });
        }
      };
      expect(await mergeable(true)).toBe(true);
      await run.target.commitTo(base, { path: 'a.txt', content: 'theirs\n' });
      expect(await mergeable(false)).toBe(false);
    }, 60_000);

    it('tells the labels of a pull request, also of one that is closed', async () => {
      const branch = run.newBranch();
      const { number } = await run.propose(branch);
      await expect(run.pullRequests.status(number)).resolves.toMatchObject({
        labels: [],
      });
      await run.target.label(number, ['rollback-unsafe', 'needs: database']);
      await run.pullRequests.close(number, 'Enough.');
      const labels = ['needs: database', 'rollback-unsafe'];
      const pull = await run.pullRequests.status(number);
      expect([...(pull.labels ?? [])].sort()).toEqual(labels);
      const [found] = await run.pullRequests.findAll(branch);
      expect([...(found.labels ?? [])].sort()).toEqual(labels);
    }, 60_000);

    it('comments once for each marker', async () => {
      const { number } = await run.propose(run.newBranch());
      await run.pullRequests.comment(number, 'The head moved.', 'head-moved-1');
      await run.pullRequests.comment(number, 'The head moved.', 'head-moved-1');
      await run.pullRequests.comment(number, 'Again.', 'head-moved-2');
      await expect(run.target.comments(number)).resolves.toEqual([
        expect.stringMatching(/^The head moved\./),
        expect.stringMatching(/^Again\./),
      ]);
    }, 60_000);

    it('gives labels beside those that there are, once', async () => {
      const { number } = await run.propose(run.newBranch());
      await run.target.label(number, ['needs: database']);
      const labels = ['promotion', 'promotion/staging'];
      await run.pullRequests.addLabels(number, labels);
      await run.pullRequests.addLabels(number, labels);
      await run.pullRequests.addLabels(number, []);
      const pull = await run.pullRequests.status(number);
      expect([...(pull.labels ?? [])].sort()).toEqual([
        'needs: database',
        ...labels,
      ]);
    }, 60_000);

    it('tells whom the host does not let review', async () => {
      const { number } = await run.propose(run.newBranch());
      const nobody = { users: ['-nobody-'], teams: [] };
      await expect(
        run.pullRequests.requestReviewers(number, nobody),
      ).resolves.toEqual(nobody);
      await expect(
        run.pullRequests.requestReviewers(number, { users: [], teams: [] }),
      ).resolves.toEqual({ users: [], teams: [] });
    }, 60_000);

    it('tells what was said of a commit last', async () => {
      const { headCommit } = await run.propose(run.newBranch());
      const context = 'stonegarden/contract';
      const said = async () =>
        (await run.pullRequests.checks(headCommit)).filter(
          ({ name }) => name === context,
        );
      expect(await said()).toEqual([]);
      const url = 'https://portal.example/promotions/7';
      await run.pullRequests.setStatus(headCommit, {
        context,
        state: 'pending',
        description: 'Waiting.',
        url,
      });
      expect(await said()).toEqual([{ name: context, state: 'pending', url }]);
      await run.pullRequests.setStatus(headCommit, {
        context,
        state: 'failed',
        description: 'x'.repeat(300),
        url,
      });
      expect(await said()).toEqual([{ name: context, state: 'failed', url }]);
    }, 60_000);

    it('tells which checks a branch requires', async () => {
      const base = await run.reader.defaultBranch();
      expect(await run.pullRequests.requiredChecks(base)).toEqual(
        expect.any(Array),
      );
      await expect(
        run.pullRequests.requiredChecks('no/such/branch'),
      ).rejects.toMatchObject({ name: 'NotFoundError' });
    }, 60_000);

    it('says so when there is nothing to change', async () => {
      const base = await run.reader.defaultBranch();
      const commit = await run.reader.head(base);
      await expect(
        run.pullRequests.commit({
          parent: commit,
          edits: [{ path: 'no/such/file.txt', content: null }],
          title: 'Nothing',
        }),
      ).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining('nothing to change'),
      });
    }, 60_000);

    it('refuses paths that leave the repository, and missing branches', async () => {
      await expect(
        run.propose(run.newBranch(), {
          edits: [{ path: '../outside', content: '' }],
        }),
      ).rejects.toMatchObject({ name: 'InputError' });
      await expect(run.reader.head('no-such-branch')).rejects.toMatchObject({
        name: 'NotFoundError',
      });
    }, 60_000);
  });
}
