import type { Entity } from '@backstage/catalog-model';
import {
  createDiagnostic,
  isManifestPath,
  SOURCE_ANNOTATION,
} from '@stonegarden/service-manifest';
import { entityRef } from '../entities/entityNames';
import { OwnerTally } from '../entities/OwnerTally';
import { UNKNOWN_TEAM } from '../entities/toGroups';
import type { RepositoryProblem } from '../entities/toResources';
import type { ServiceEntity } from '@stonegarden/backstage-plugin-delivery-common';
import {
  SourceChange,
  SourceFile,
  SourceNote,
  SourceSettings,
  SourceTree,
} from '../sources/types';
import type { ParsingThread } from '../parsing/ParsingThread';
import { splitServiceFile, serviceFolderOf } from '../sources/FileSelection';
import type { LastGoodEntities } from './LastGoodEntities';
import { ParsedManifests } from './ParsedManifests';
import {
  contestedPaths,
  selectServices,
  type ServiceSource,
} from './selectServices';
import { ServiceFolders } from './ServiceFolders';
import { ServiceMapper } from './ServiceMapper';
import { SetCheck } from './SetCheck';
import { SharedEntities } from './SharedEntities';
import { TeamFiles } from './TeamFiles';

/** At most so many problems of one source are kept: nobody reads a longer list to its end. */
const MAX_PROBLEMS = 100;

/**
 * What the catalog is to have of a source.
 *
 * @internal
 */
export interface BuiltEntities {
  /** By ref; an entity that says the same as in the last build is the same object. */
  entities: Map<string, Entity>;
  services: number;
  /** How many of the services have a manifest that cannot be used. */
  broken: number;
  /** What is not about a single service, one sentence each, for the log; they stand on the repository's entity too. */
  notes: string[];
}

/**
 * Holds what the files of a source say, and makes the catalog's entities of it. Nothing is done again for a file that did
 * not change. One call at a time.
 *
 * @internal
 */
export class ManifestIndex {
  readonly #settings: SourceSettings;
  readonly #lastGood: LastGoodEntities;
  readonly #thread: ParsingThread;
  readonly #manifests: ParsedManifests;
  readonly #folders: ServiceFolders;
  readonly #teams: TeamFiles;
  readonly #set: SetCheck;
  readonly #mapper: ServiceMapper;
  readonly #shared: SharedEntities;
  #notes: SourceNote[] = [];

  constructor(
    settings: SourceSettings,
    deps: { lastGood: LastGoodEntities; thread: ParsingThread },
  ) {
    this.#settings = settings;
    this.#lastGood = deps.lastGood;
    this.#thread = deps.thread;
    this.#manifests = new ParsedManifests(settings);
    this.#set = new SetCheck(settings);
    this.#folders = new ServiceFolders(settings.imageRules);
    this.#teams = new TeamFiles(settings);
    this.#mapper = new ServiceMapper(settings);
    this.#shared = new SharedEntities(settings);
  }

  /** Manifests parsed since this was made. */
  get parsed(): number {
    return this.#manifests.parsed;
  }

  /** Takes over the whole source. */
  async replace(tree: SourceTree): Promise<void> {
    const paths = new Set(tree.files.map(file => file.path));
    for (const part of [this.#manifests, this.#teams, this.#folders]) {
      for (const path of [...part.paths()]) {
        if (!paths.has(path)) {
          this.#remove(path);
        }
      }
    }
    this.#folders.setInventory(tree.environmentFolders, tree.docsFolders ?? []);
    const changed: SourceFile[] = [];
    for (const file of tree.files) {
      this.#takeAside(file);
      if (!isManifestPath(file.path)) {
        this.#take(file);
      } else if (!this.#manifests.held(file)) {
        changed.push(file);
      }
    }

    // What lies beside the manifests has been taken over before.
    const services = changed.map(file => ({
      file,
      folder: this.#folders.find(serviceFolderOf(file.path)),
    }));
    let next = 0;
    for await (const batch of this.#thread.parse(services, this.#settings)) {
      for (const { parsed, folder } of batch) {
        if (parsed.kind === 'good' && folder) {
          this.#folders.adopt(parsed.manifest, folder);
        }
        this.#manifests.adopt(changed[next++], parsed);
      }
    }
  }

  /** Takes over what changed in the source. */
  update(change: SourceChange): void {
    for (const path of change.removed) {
      this.#remove(path);
    }
    this.#folders.setEnvironments(change.environmentFolders ?? new Map());
    for (const file of change.changed) {
      this.#take(file);
    }
  }

  /** Sets what is known about the source itself, such as a failed read; it stands on the repository's entity. */
  setNotes(notes: SourceNote[]): void {
    this.#notes = notes;
  }

  /**
   * Makes the entities of what was taken over.
   *
   * @throws whatever the catalog throws when asked for last good versions
   */
  async build(): Promise<BuiltEntities> {
    const manifests = this.#manifests.all();
    const lastGood = await this.#lastGood.find(contestedPaths(manifests));
    await this.#recallTeams();
    const { services, unplaced } = selectServices(
      manifests,
      lastGood,
      this.#set,
      this.#settings.layers,
    );
    const components = this.#componentsOf(services);
    this.#lastGood.remember(components);

    const problems: RepositoryProblem[] = [
      ...this.#notes.map(note => this.#problemOf(note)),
      ...this.#teams.diagnostics(),
      ...unplaced.flatMap(({ diagnostics }) => diagnostics),
      ...manifests.flatMap(one =>
        one.kind === 'foreign' ? one.diagnostics : [],
      ),
    ].slice(0, MAX_PROBLEMS);
    const list = [...components.values()];
    return {
      entities: new Map<string, Entity>([
        ...list.map(
          one => [entityRef('component', one.metadata.name), one] as const,
        ),
        ...this.#shared.build(list, this.#teams.facts(), problems),
      ]),
      services: services.length,
      broken: services.filter(({ kind }) => kind !== 'good').length,
      notes: problems.map(({ file, line, message }) =>
        file ? `${file}:${line} ${message}` : message,
      ),
    };
  }

  /** Components by path of their manifest, in order of path. */
  #componentsOf(services: ServiceSource[]): Map<string, ServiceEntity> {
    const components = new Map<string, ServiceEntity>();
    const unread: Array<Extract<ServiceSource, { kind: 'unread' }>> = [];
    for (const source of services) {
      if (source.kind === 'good') {
        const { result, hasDocs } = this.#folders.check(source.parsed.manifest);
        const from = { source, folder: result, hasDocs };
        components.set(source.path, this.#mapper.map(from));
      } else if (source.kind === 'kept') {
        components.set(source.path, this.#mapper.map({ source }));
      } else {
        unread.push(source);
      }
    }
    if (unread.length > 0) {
      const owners = new OwnerTally(components.values());
      for (const source of unread) {
        const owner = this.#ownerOf(source, owners);
        components.set(source.path, this.#mapper.map({ source, owner }));
      }
    }
    this.#mapper.retain(new Set(components.keys()));
    return components;
  }

  /** Has the catalog tell which teams a list had that has been broken since before this process. */
  async #recallTeams(): Promise<void> {
    for (const path of this.#teams.forgotten()) {
      const groups = await this.#lastGood.findGroups(path);
      this.#teams.recall(
        path,
        groups.filter(
          ({ metadata }) =>
            metadata.annotations?.[SOURCE_ANNOTATION] === this.#settings.id,
        ),
      );
    }
  }

  /** Who is asked about a manifest that cannot be read: the team that it names, else its neighbors'. */
  #ownerOf(
    { parsed, service }: Extract<ServiceSource, { kind: 'unread' }>,
    owners: OwnerTally,
  ): string {
    const { layer, category } = service.location;
    return parsed.team
      ? entityRef('group', parsed.team)
      : owners.ofNeighbors(layer, category) ??
          entityRef(
            'group',
            this.#teams.facts().listed[0]?.team.name ?? UNKNOWN_TEAM,
          );
  }

  /** A Kubernetes Service may be called service.yaml as well, and is then a part of its environment. */
  #takeAside(file: SourceFile): void {
    if (isManifestPath(file.path) && splitServiceFile(file.path)) {
      this.#folders.set(file);
    }
  }

  #take(file: SourceFile): void {
    this.#takeAside(file);
    if (isManifestPath(file.path)) {
      this.#manifests.set(file);
    } else if (this.#teams.isTeamFile(file.path)) {
      this.#teams.set(file);
    } else {
      this.#folders.set(file);
    }
  }

  #remove(path: string): void {
    this.#manifests.delete(path);
    this.#teams.delete(path);
    this.#folders.delete(path);
    if (isManifestPath(path)) {
      this.#folders.forget(path.slice(0, -'/service.yaml'.length));
    }
  }

  #problemOf({ since, ...note }: SourceNote): RepositoryProblem {
    const file = this.#settings.folder || '.';
    const place = { file, line: 1, column: 1 };
    return {
      ...createDiagnostic({ ...note, ...place }),
      ...(since ? { since } : {}),
    };
  }
}
