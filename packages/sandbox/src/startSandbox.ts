import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ApplicationController } from './argocd/ApplicationController';
import { ApplicationStore } from './argocd/ApplicationStore';
import { argocdStateSchema } from './argocd/Application';
import type { ArgocdServer } from './argocd/ArgocdServer';
import { AutoSync } from './argocd/AutoSync';
import { SyncRunner } from './argocd/SyncRunner';
import { EventRecorder } from './argocd/events/EventRecorder';
import { Projects } from './argocd/projects/Projects';
import { selectApplications } from './argocd/selectApplications';
import { parseSelector } from './argocd/selectors';
import { Timers } from './argocd/Timers';
import { WorkloadSettler } from './argocd/WorkloadSettler';
import {
  createArgocdApp,
  createGitApp,
  createPrometheusApp,
} from './createApps';
import { Checks } from './checks/Checks';
import { RefTracker } from './git/RefTracker';
import { requireGit } from './git/requireGit';
import { seedRepository } from './git/seedRepository';
import { SnapshotReader } from './git/Snapshot';
import type { GitHost } from './host/GitHost';
import { emptyHostState, hostStateSchema } from './host/HostState';
import { LoopbackServer, listen } from './http/listen';
import { IdentityOptions, startIdentity } from './identity/startIdentity';
import { recordedSeries } from './prometheus/recordedSeries';
import { MergeChecks } from './pulls/MergeChecks';
import { PullRequestFollower } from './pulls/PullRequestFollower';
import { PullRequestStore } from './pulls/PullRequestStore';
import { PullRequests } from './pulls/PullRequests';
import {
  audiobookshelfCommits,
  audiobookshelfReleases,
} from './sources/audiobookshelf';
import { seedSource } from './sources/seedSource';
import { JsonFile } from './state/JsonFile';
import { connectWebhooks } from './webhooks/connectWebhooks';
import { WebhookSender, webhookStateSchema } from './webhooks/WebhookSender';

/**
 * How to start the sandbox.
 *
 * @public
 */
export interface SandboxOptions {
  /** Folder for the repository and all state; made when missing. */
  stateDir: string;
  /** Folder with the files of the repository's first commits; read only when there is no repository yet. */
  seedDir: string;
  /** Port of the Git host; 0 takes any free one. */
  gitPort: number;
  /** Port of the Argo CD-compatible API; 0 takes any free one. */
  argocdPort: number;
  /**
   * A label selector: Applications that fit it are those of a second Argo CD, whose API is below `/second` at the same port;
   * the first has the others. Without it there is one Argo CD.
   */
  secondArgocd?: string;
  /** Port of the Prometheus-compatible API; 0 takes any free one, and without a port there is none. */
  prometheusPort?: number;
  /** What callers of both APIs, and whoever pushes, must present. */
  token: string;
  /** The OpenID Connect provider that people sign in with; without it there is none. */
  identity?: IdentityOptions;
  /** Where push and pull_request webhooks go, and the secret that signs them. */
  webhook?: { url: string; secret: string };
  /** How many times faster than usual syncs and retries run. Default 1. */
  speed?: number;
  /** The time that sync windows are looked at, for tests that run at any; the present by default. */
  windowsAt?: Date;
  /** Told of what goes wrong without anyone waiting for it. Default: standard error. */
  onError?: (error: unknown) => void;
}

/**
 * A running sandbox.
 *
 * @public
 */
export interface Sandbox {
  /** For example `http://127.0.0.1:7391`. */
  gitUrl: string;
  argocdUrl: string;
  /** Where there is a Prometheus. */
  prometheusUrl?: string;
  /** Issuer of the OpenID Connect provider, where there is one. */
  identityUrl?: string;
  /** Ends everything; what was done is on disk afterwards. */
  stop(): Promise<void>;
}

const OWNER = 'stonegarden';
const NAME = 'homelab';
const BRANCH = 'main';
const POLL_MS = 1000;

/**
 * Starts a Git host, an Argo CD-compatible API and, where asked for, a Prometheus-compatible API and an OpenID Connect
 * provider on the loopback address, for first runs, development and tests.
 * Rejects with a message for people when git, the seed folder or a port is missing.
 *
 * @public
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { speed = 1, token, webhook, identity } = options;
  const report = options.onError ?? reportToConsole;
  if (!token) {
    throw new Error(
      'The sandbox needs a token that callers of its APIs present.',
    );
  }
  const isInSecond = options.secondArgocd
    ? parseSelector(options.secondArgocd)
    : undefined;
  const stateDir = resolve(options.stateDir);
  await requireGit();
  await mkdir(stateDir, { recursive: true });
  const repository = await seedRepository({
    gitDir: join(stateDir, 'git', `${NAME}.git`),
    seedDir: resolve(options.seedDir),
  });
  const source = await seedSource(
    join(stateDir, 'git', 'audiobookshelf.git'),
    audiobookshelfCommits,
  );
  const [createdAt, sizeKib] = await Promise.all([
    repository.createdAt(),
    repository.sizeKib(),
  ]);
  const now = () => new Date();
  const [hostState, webhookState, argocdState] = await Promise.all([
    JsonFile.open(
      join(stateDir, 'host.json'),
      hostStateSchema,
      emptyHostState(),
    ),
    JsonFile.open(join(stateDir, 'webhooks.json'), webhookStateSchema, {
      deliveries: [],
    }),
    JsonFile.open(join(stateDir, 'argocd.json'), argocdStateSchema, {
      version: 1,
      records: [],
    }),
  ]);

  const servers: LoopbackServer[] = [];
  let prometheus: LoopbackServer | undefined;
  let signIn: LoopbackServer | undefined;
  const closeServers = () => Promise.all(servers.map(server => server.close()));
  try {
    servers.push(await listen(options.gitPort, 'Git', '--git-port'));
    servers.push(await listen(options.argocdPort, 'Argo CD', '--argocd-port'));
    if (options.prometheusPort !== undefined) {
      prometheus = await listen(
        options.prometheusPort,
        'Prometheus',
        '--prometheus-port',
      );
      servers.push(prometheus);
    }
    if (identity) {
      signIn = await startIdentity(identity, stateDir, report);
      servers.push(signIn);
    }
  } catch (error) {
    await closeServers();
    throw error;
  }
  const [git, argocd] = servers;

  const snapshots = new SnapshotReader(repository, path =>
    /(\.(ya?ml|json)|\/Kustomization)$/.test(path),
  );
  const refs = new RefTracker(repository, report);
  const pullStore = new PullRequestStore({ repository, state: hostState, now });
  const pulls = new PullRequests({ repository, refs, store: pullStore, now });
  const follower = new PullRequestFollower({
    repository,
    store: pullStore,
    now,
  });
  const host: GitHost = {
    owner: OWNER,
    name: NAME,
    defaultBranch: BRANCH,
    baseUrl: git.url,
    token,
    repository,
    createdAt: createdAt.toISOString(),
    sizeKib,
    refs,
    pulls,
    mergeChecks: new MergeChecks(repository, report),
    checks: new Checks(repository, snapshots),
    state: hostState,
    now,
    sources: [
      {
        name: 'audiobookshelf',
        repository: source,
        releases: audiobookshelfReleases,
      },
    ],
  };

  const timers = new Timers(speed, report);
  const store = new ApplicationStore(argocdState, report);
  const settler = new WorkloadSettler({ store, timers, now });
  const syncs = new SyncRunner({ store, snapshots, settler, timers, now });
  const windowsAt = options.windowsAt;
  const projects = new Projects({
    repository,
    snapshots,
    branch: BRANCH,
    now: windowsAt ? () => windowsAt : now,
  });
  const events = new EventRecorder({ store, now });
  const controller = new ApplicationController({
    store,
    repository,
    snapshots,
    syncs,
    autoSync: new AutoSync({
      store,
      syncs,
      timers,
      maySync: application => projects.maySync(application, { manual: false }),
    }),
    repoURL: `${git.url}/${OWNER}/${NAME}.git`,
    branch: BRANCH,
    now,
  });
  syncs.onFinished = () => controller.reconcile();

  refs.addListener(async () => {
    // Written with the next change of the state, and at the end.
    hostState.value.pushedAt = now().toISOString();
  });
  refs.addListener(changes => follower.followRefs(changes));
  const sender =
    webhook &&
    new WebhookSender({ ...webhook, state: webhookState, speed, report });
  if (sender) {
    connectWebhooks(host, pullStore, sender);
    sender.start();
  }
  refs.addListener(async changes => {
    if (changes.some(({ ref }) => ref === `refs/heads/${BRANCH}`)) {
      await controller.reconcile();
    }
  });
  await refs.start(POLL_MS);
  await follower.catchUp();
  await controller.start();

  git.serve(createGitApp(host, report));
  const server: ArgocdServer = {
    baseUrl: argocd.url,
    token,
    store,
    controller,
    syncs,
    settler,
    projects,
    events,
    now,
    repository,
    snapshots,
  };
  const applicationsWhere = (inSecond: boolean) =>
    selectApplications(
      store,
      ({ metadata }) => isInSecond?.(metadata.labels) === inSecond,
    );
  argocd.serve(
    isInSecond
      ? createArgocdApp(
          { ...server, store: applicationsWhere(false) },
          host,
          report,
          {
            ...server,
            baseUrl: `${argocd.url}/second`,
            store: applicationsWhere(true),
          },
        )
      : createArgocdApp(server, host, report),
  );

  prometheus?.serve(
    createPrometheusApp(
      {
        token,
        now,
        series: async () =>
          recordedSeries(
            await snapshots.open(
              await repository.resolveCommit(`refs/heads/${BRANCH}`),
            ),
          ),
      },
      report,
    ),
  );

  return {
    gitUrl: git.url,
    argocdUrl: argocd.url,
    ...(prometheus ? { prometheusUrl: prometheus.url } : {}),
    ...(signIn ? { identityUrl: signIn.url } : {}),
    async stop() {
      await closeServers();
      timers.stop();
      await refs.stop();
      await sender?.stop();
      await controller.idle();
      await host.mergeChecks.idle();
      await Promise.all([store.flush(), hostState.save(), webhookState.save()]);
    },
  };
}

function reportToConsole(error: unknown) {
  const text = error instanceof Error ? error.message : String(error);
  process.stderr.write(`sandbox: ${text}\n`);
}
