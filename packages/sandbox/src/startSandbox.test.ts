import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from '@stonegarden/test-utils';
import type { Application } from './argocd/Application';
import { startSandbox } from './startSandbox';
import { overlayText } from './__testUtils__/smallSeed';
import {
  REPO,
  TOKEN,
  proposeFiles,
  testSandbox,
} from './__testUtils__/testSandbox';
import { webhookReceiver } from './__testUtils__/webhookReceiver';

const exec = promisify(execFile);
const SECRET = 'webhook-secret';

describe('startSandbox', () => {
  it('carries a change from a clone to production', async () => {
    const portal = await webhookReceiver(SECRET);
    const sandbox = await testSandbox({
      webhook: { url: portal.url, secret: SECRET },
    });
    try {
      const { octokit, gitUrl, argocdUrl, folder } = sandbox;
      const application = async (name: string): Promise<Application> => {
        const response = await fetch(
          `${argocdUrl}/api/v1/applications/${name}`,
          { headers: { Authorization: `Bearer ${TOKEN}` } },
        );
        return response.json();
      };

      // A person clones, changes and pushes a branch.
      const clone = join(folder, 'clone');
      const git = (...args: string[]) =>
        exec('git', [
          '-C',
          clone,
          '-c',
          'user.name=Ada',
          '-c',
          'user.email=ada@example.org',
          ...args,
        ]);
      await exec('git', [
        'clone',
        '-q',
        `${gitUrl}/stonegarden/homelab.git`,
        clone,
      ]);
      const overlay = 'kubernetes/services/web/environments';
      expect(
        await readFile(join(clone, overlay, 'dev/kustomization.yaml'), 'utf8'),
      ).toContain('1.1.0');
      await git('switch', '-q', '-c', 'web-2');
      for (const environment of ['dev', 'production']) {
        await writeFile(
          join(clone, overlay, environment, 'kustomization.yaml'),
          overlayText('ghcr.io/acme/web', '2.0.0'),
        );
      }
      await git('commit', '-q', '-am', 'web 2.0.0');
      await expect(git('push', '-q', 'origin', 'web-2')).rejects.toThrow();
      const remote = `${gitUrl.replace(
        '//',
        `//ada:${TOKEN}@`,
      )}/stonegarden/homelab.git`;
      await git('push', '-q', remote, 'web-2');
      const webhook = (event: string, payload: object) =>
        eventually(() => {
          const wanted = expect.objectContaining({
            event,
            payload: expect.objectContaining(payload),
          });
          expect(portal.received).toContainEqual(wanted);
          return portal.received.filter(it => wanted.asymmetricMatch(it))[0];
        });
      await webhook('push', { ref: 'refs/heads/web-2' });

      // The pull request is opened and merged by the API.
      const pull = await octokit.pulls.create({
        ...REPO,
        title: 'web 2.0.0',
        head: 'web-2',
        base: 'main',
      });
      const merged = await octokit.pulls.merge({
        ...REPO,
        pull_number: pull.data.number,
      });
      const push = await webhook('push', { ref: 'refs/heads/main' });
      expect(push.payload.after).toBe(merged.data.sha);
      expect(JSON.stringify(push.payload.commits)).toContain(
        `${overlay}/dev/kustomization.yaml`,
      );
      const closed = await webhook('pull_request', { action: 'closed' });
      expect(closed.payload).toMatchObject({ pull_request: { merged: true } });
      expect(portal.received.every(({ signed }) => signed)).toBe(true);

      // dev follows by itself, production waits for a person.
      const dev = await eventually(async () => {
        const { status } = await application('web-dev');
        expect(status.health.status).toBe('Healthy');
        expect(status.summary.images?.[0]).toBe('ghcr.io/acme/web:2.0.0');
        return status;
      });
      expect(dev.sync).toMatchObject({
        status: 'Synced',
        revision: merged.data.sha,
      });
      const { status: waiting } = await application('web-production');
      expect(waiting.sync).toMatchObject({
        status: 'OutOfSync',
        revision: merged.data.sha,
      });
      expect(waiting.summary.images).toEqual(['ghcr.io/acme/web:1.0.0']);
      await fetch(`${argocdUrl}/api/v1/applications/web-production/sync`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${TOKEN}`,
          'Content-Type': 'application/json',
        },
        body: '{}',
      });
      const production = await eventually(async () => {
        const { status } = await application('web-production');
        expect(status.sync.status).toBe('Synced');
        expect(status.health.status).toBe('Healthy');
        return status;
      });
      expect(production.summary.images).toEqual(['ghcr.io/acme/web:2.0.0']);
      expect(production.history?.map(({ id }) => id)).toEqual([0, 1]);
    } finally {
      await sandbox.stop();
      await portal.close();
    }
  });

  it('keeps the repository, pull requests and what is deployed over a restart', async () => {
    const sandbox = await testSandbox();
    await proposeFiles(sandbox.octokit, 'change', {
      'kubernetes/services/web/environments/production/kustomization.yaml':
        overlayText('ghcr.io/acme/web', '1.1.0'),
    });
    await sandbox.octokit.pulls.merge({ ...REPO, pull_number: 1 });
    const head = (
      await sandbox.octokit.repos.getBranch({ ...REPO, branch: 'main' })
    ).data.commit.sha;
    await sandbox.stopOnly();

    const again = await sandbox.restart();
    try {
      const read = async (url: string) =>
        (
          await fetch(url, { headers: { Authorization: `Bearer ${TOKEN}` } })
        ).json();
      expect(
        await read(`${again.gitUrl}/api/v3/repos/stonegarden/homelab/pulls/1`),
      ).toMatchObject({
        merged: true,
        merge_commit_sha: head,
      });
      expect(
        await read(`${again.argocdUrl}/api/v1/applications/web-production`),
      ).toMatchObject({
        status: {
          sync: { status: 'OutOfSync', revision: head },
          summary: { images: ['ghcr.io/acme/web:1.0.0'] },
        },
      });
    } finally {
      await again.stop();
      await sandbox.stop();
    }
  });

  it('says which port is busy and how to choose another', async () => {
    const sandbox = await testSandbox();
    try {
      const port = Number(new URL(sandbox.gitUrl).port);
      await expect(
        startSandbox({
          stateDir: join(sandbox.folder, 'other'),
          seedDir: join(sandbox.folder, 'seed'),
          gitPort: port,
          argocdPort: 0,
          token: TOKEN,
        }),
      ).rejects.toThrow(
        `Port ${port} for the sandbox's Git server is in use by another process. Free it or choose another with --git-port.`,
      );
    } finally {
      await sandbox.stop();
    }
  });

  it('says that the seed folder is missing', async () => {
    const sandbox = await testSandbox();
    try {
      await expect(
        startSandbox({
          stateDir: join(sandbox.folder, 'other'),
          seedDir: join(sandbox.folder, 'nowhere'),
          gitPort: 0,
          argocdPort: 0,
          token: TOKEN,
        }),
      ).rejects.toThrow(/The seed folder .*nowhere does not exist/);
    } finally {
      await sandbox.stop();
    }
  });
});
