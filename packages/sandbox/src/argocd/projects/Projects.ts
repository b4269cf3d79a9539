import { createHash } from 'node:crypto';
import { parseAllDocuments } from 'yaml';
import type { BareRepository } from '../../git/BareRepository';
import type { Snapshot, SnapshotReader } from '../../git/Snapshot';
import type { Application } from '../Application';
import { AppProject, SyncWindow, appProject } from './AppProject';
import { canSync, matchingWindows } from './syncWindows';

/** What {@link Projects} works with. */
interface ProjectsDeps {
  repository: BareRepository;
  snapshots: SnapshotReader;
  branch: string;
  /** The time that sync windows are looked at. */
  now: () => Date;
}

/**
 * The AppProjects that the manifests of the repository's main branch make.
 *
 * @internal
 */
export class Projects {
  readonly #bySnapshot = new WeakMap<Snapshot, Map<string, AppProject>>();

  readonly #deps: ProjectsDeps;

  constructor(deps: ProjectsDeps) {
    this.#deps = deps;
  }

  /** The project as the API shows it. */
  async get(name: string) {
    const project = (await this.#all()).get(name);
    return (
      project && {
        ...project,
        metadata: {
          ...project.metadata,
          uid: createHash('sha256')
            .update(`AppProject/${name}`)
            .digest('hex')
            .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5'),
          resourceVersion: '1',
          generation: 1,
        },
        status: {},
      }
    );
  }

  /** The windows that concern an application. */
  async windowsOf({ metadata, spec }: Application): Promise<SyncWindow[]> {
    const project = (await this.#all()).get(spec.project);
    return matchingWindows(project?.spec.syncWindows ?? [], {
      name: metadata.name,
      cluster: spec.destination.name,
      namespace: spec.destination.namespace,
    });
  }

  /** Whether the windows let it sync now. */
  async maySync(
    application: Application,
    { manual }: { manual: boolean },
  ): Promise<boolean> {
    const windows = await this.windowsOf(application);
    return canSync(windows, this.#deps.now(), { manual });
  }

  get now(): Date {
    return this.#deps.now();
  }

  async #all(): Promise<Map<string, AppProject>> {
    const { repository, snapshots, branch } = this.#deps;
    const commit = await repository.resolveCommit(`refs/heads/${branch}`);
    const snapshot = await snapshots.open(commit);
    const known = this.#bySnapshot.get(snapshot);
    if (known) {
      return known;
    }
    const projects = readProjects(snapshot);
    this.#bySnapshot.set(snapshot, projects);
    return projects;
  }
}

function readProjects(snapshot: Snapshot): Map<string, AppProject> {
  const found = [...snapshot.files.keys()]
    .filter(path => /\.ya?ml$/.test(path))
    .map(path => snapshot.read(path) ?? '')
    .filter(text => /^kind: AppProject\b/m.test(text))
    .flatMap(text => parseAllDocuments(text))
    .flatMap(document => {
      const { data } = appProject.safeParse(
        document.errors.length > 0 ? undefined : document.toJS(),
      );
      return data ? [data] : [];
    });
  return new Map(found.map(project => [project.metadata.name, project]));
}
