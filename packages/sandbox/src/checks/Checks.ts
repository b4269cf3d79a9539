import { posix } from 'node:path';
import { parseServiceManifest } from '@stonegarden/service-manifest';
import type { BareRepository } from '../git/BareRepository';
import { EMPTY_TREE, FileChange, diffFiles } from '../git/diffFiles';
import type { Snapshot, SnapshotReader } from '../git/Snapshot';
import { renderOverlay } from '../kustomize/renderOverlay';
import { readYaml } from '../kustomize/readYaml';
import { CheckAnnotation, CheckResult, conclude } from './CheckResult';
import { checkManifests } from './checkManifests';

const MAX_REMEMBERED = 200;

/**
 * Checks what a commit changes: each changed YAML file parses, each changed service has a valid manifest and folders that
 * say the same, each overlay of a changed service renders.
 *
 * @internal
 */
export class Checks {
  readonly #results = new Map<string, Promise<CheckResult[]>>();

  readonly #repository: BareRepository;
  readonly #snapshots: SnapshotReader;

  constructor(repository: BareRepository, snapshots: SnapshotReader) {
    this.#repository = repository;
    this.#snapshots = snapshots;
  }

  /** Results for the changes from where `head` left `base`; a commit on `base` is compared with its parent. */
  async run(base: string, head: string): Promise<CheckResult[]> {
    const from = await this.#startOf(base, head);
    const key = `${from} ${head}`;
    let results = this.#results.get(key);
    if (!results) {
      results = this.#run(from, head);
      this.#results.set(key, results);
      results.catch(() => this.#results.delete(key));
      if (this.#results.size > MAX_REMEMBERED) {
        this.#results.delete(this.#results.keys().next().value ?? key);
      }
    }
    return results;
  }

  async #startOf(base: string, head: string): Promise<string> {
    const fork = await this.#repository.mergeBase(base, head);
    if (fork && fork !== head) {
      return fork;
    }
    const { parents } = await this.#repository.readCommit(head);
    return parents[0] ?? EMPTY_TREE;
  }

  async #run(from: string, head: string): Promise<CheckResult[]> {
    const [changes, snapshot] = await Promise.all([
      diffFiles(this.#repository, from, head),
      this.#snapshots.open(head),
    ]);
    const changed = changes.filter(({ status }) => status !== 'removed');
    return [
      checkYaml(changed, snapshot),
      checkManifests(changes, snapshot),
      checkOverlays(changes, snapshot),
    ];
  }
}

function checkYaml(changed: FileChange[], snapshot: Snapshot): CheckResult {
  const files = changed.filter(({ path }) => /\.ya?ml$/.test(path));
  const annotations = files.flatMap(({ path }) =>
    failures(path, () => readYaml(snapshot.read(path) ?? '', path)),
  );
  return conclude('yaml', annotations, files.length, {
    one: 'YAML file parses',
    many: 'YAML files parse',
  });
}

function checkOverlays(changes: FileChange[], snapshot: Snapshot): CheckResult {
  const services = [...snapshot.files.keys()].filter(
    path =>
      posix.basename(path) === 'service.yaml' &&
      changes.some(it => it.path.startsWith(`${posix.dirname(path)}/`)),
  );
  const overlays = services.flatMap(path => {
    const result = parseServiceManifest(snapshot.read(path) ?? '', { path });
    return result.kind === 'manifest'
      ? result.manifest.environments.map(({ name }) =>
          posix.join(posix.dirname(path), 'environments', name),
        )
      : [];
  });
  const annotations = overlays.flatMap(folder =>
    failures(`${folder}/kustomization.yaml`, () =>
      renderOverlay(snapshot, folder),
    ),
  );
  return conclude('kustomize', annotations, overlays.length, {
    one: 'overlay renders',
    many: 'overlays render',
  });
}

function failures(path: string, attempt: () => unknown): CheckAnnotation[] {
  try {
    attempt();
    return [];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const line = Number(/^\S+?:(\d+):\d+: /.exec(message)?.[1] ?? 1);
    return [{ path, line, level: 'failure', message }];
  }
}
