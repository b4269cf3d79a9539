import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Deployment } from '@stonegarden/backstage-plugin-delivery-common';
import { startSandbox } from '@stonegarden/sandbox';
import {
  GithubDescription,
  githubDescriptionFile,
  recordExchanges,
} from '@stonegarden/test-utils/github';
import { actAtGithub } from '../__testUtils__/actAtGithub';
import { shop } from '../__testUtils__/shop';
import { startGitHosts } from '../__testUtils__/startGitHosts';
import { kustomizeReleaseFile } from '../releases/kustomizeReleaseFile';
import { treeAt } from '../releases/treeAt';
import { planRollback } from '../rollbacks/planRollback';
import { readFolder } from '../rollbacks/readFolder';

jest.setTimeout(120_000);

const TOKEN = 'contract-token';
const SERVICE = 'kubernetes/services/audiobookshelf';
const OWN = `${SERVICE}/environments/production`;
const ENVIRONMENT = 'production';

/** The whole folder of an environment, at a host that speaks GitHub's API, through the adapter that is shipped. */
describe('A rollback of everything at GitHub', () => {
  const recording = recordExchanges();
  const cleanups: Array<() => Promise<void>> = [];
  afterAll(async () => {
    recording.stop();
    for (const cleanup of cleanups.reverse()) {
      await cleanup();
    }
  });

  async function start() {
    const stateDir = await mkdtemp(join(tmpdir(), 'stonegarden-everything-'));
    cleanups.push(() => rm(stateDir, { recursive: true, force: true }));
    const sandbox = await startSandbox({
      stateDir,
      seedDir: resolve(__dirname, '../../../../examples/homelab'),
      // Outside the freezes that the homelab's projects have.
      windowsAt: new Date('2026-11-25T12:00:00Z'),
      gitPort: 0,
      argocdPort: 0,
      token: TOKEN,
    });
    cleanups.push(() => sandbox.stop());
    const apiBaseUrl = `${sandbox.gitUrl}/api/v3`;
    const { hosts, stop } = await startGitHosts({
      host: new URL(sandbox.gitUrl).host,
      apiBaseUrl,
      token: TOKEN,
    });
    cleanups.push(stop);
    const sourceUrl = `${sandbox.gitUrl}/stonegarden/homelab/tree/main/${SERVICE}/`;
    return {
      hosts,
      location: await hosts.resolve(sourceUrl),
      acts: actAtGithub({
        apiBaseUrl,
        token: TOKEN,
        name: 'stonegarden/homelab',
      }),
      /** As a person does; returns the merge commit. */
      async merge(number: number): Promise<string> {
        const response = await fetch(
          `${apiBaseUrl}/repos/stonegarden/homelab/pulls/${number}/merge`,
          { method: 'PUT', headers: { authorization: `Bearer ${TOKEN}` } },
        );
        return (await response.json()).sha;
      },
      service: {
        entityRef: 'component:default/audiobookshelf',
        name: 'audiobookshelf',
        entity: {
          ...shop,
          metadata: {
            ...shop.metadata,
            annotations: {
              'backstage.io/managed-by-location': `url:${sandbox.gitUrl}/stonegarden/homelab/blob/main/${SERVICE}/service.yaml`,
              'backstage.io/source-location': `url:${sourceUrl}`,
            },
          },
        },
        environments: [
          {
            name: ENVIRONMENT,
            cluster: 'homelab',
            namespace: 'audiobookshelf',
            autoSync: false,
          },
        ],
      },
    };
  }

  it('adds, changes and removes files, so that its branch has the folder as it was', async () => {
    const { acts, hosts, location, merge, service } = await start();
    const kustomization = `${OWN}/kustomization.yaml`;
    const { reader, pullRequests } = location;
    const was = await reader.read(kustomization, await reader.head('main'));
    await acts.commitTo('main', { path: `${OWN}/notes.md`, content: 'then' });
    const revision = await acts.commitTo('main', {
      path: `${OWN}/limits/memory.yaml`,
      content: 'limit: 2Gi\n',
    });
    const changed = await pullRequests.commit({
      parent: revision,
      edits: [
        { path: `${OWN}/limits/memory.yaml`, content: null },
        { path: `${OWN}/notes.md`, content: 'now' },
        {
          path: kustomization,
          content: was!.content.replace(/newTag: "[^"]*"/, 'newTag: "9.9.9"'),
        },
        { path: `${OWN}/since/more.yaml`, content: 'more: true\n' },
      ],
      title: 'What came since',
    });
    const { number } = await pullRequests.open({
      branch: 'since',
      commit: changed,
      baseBranch: 'main',
      title: 'What came since',
      body: '',
    });
    const since = await merge(number);

    const plan = await planRollback(
      service,
      {
        deployment: { environment: ENVIRONMENT, revision } as Deployment,
        scope: 'everything',
      },
      { hosts, releaseFile: kustomizeReleaseFile },
    );
    expect(plan.problem).toBeUndefined();
    expect(plan.baseCommit).toBe(since);
    expect(
      plan.edit?.files.map(({ path, before, after }) => [
        path,
        before !== undefined,
        after !== null,
      ]),
    ).toEqual([
      [kustomization, true, true],
      [`${OWN}/limits/memory.yaml`, false, true],
      [`${OWN}/notes.md`, true, true],
      [`${OWN}/since/more.yaml`, true, false],
    ]);

    const commit = await pullRequests.commit({
      parent: plan.baseCommit,
      edits: plan.edit!.files.map(({ path, after }) => ({
        path,
        content: after,
      })),
      title: 'Roll back',
    });
    const pull = await pullRequests.open({
      branch: plan.edit!.branch,
      commit,
      baseBranch: 'main',
      title: 'Roll back',
      body: 'Everything.',
    });
    const [opened, then] = await Promise.all([
      readFolder(treeAt(location, pull.headCommit), [OWN]),
      readFolder(treeAt(location, revision), [OWN]),
    ]);
    expect(then.ok && then.files.size).toBeGreaterThan(2);
    expect(opened).toEqual(then);
  });

  // After the rollback: this looks at what was asked and answered for it.
  (githubDescriptionFile ? describe : describe.skip)(
    "by GitHub's own description",
    () => {
      it('asks and is answered validly', () => {
        const description = new GithubDescription(githubDescriptionFile!);
        expect(recording.exchanges.length).toBeGreaterThan(10);
        expect([
          ...new Set(
            recording.exchanges.flatMap(it => description.problems(it)),
          ),
        ]).toEqual([]);
      });
    },
  );
});
