import type { Entity } from '@backstage/catalog-model';
import {
  createDiagnostic,
  SOURCE_ANNOTATION,
} from '@stonegarden/service-manifest';
import { entityRef } from '../entities/entityNames';
import { OwnerVotes } from '../entities/OwnerVotes';
import { UNKNOWN_TEAM } from '../entities/toGroups';
import type { RepositoryProblem } from '../entities/toResources';
import type { KnownEntities } from '../KnownEntities';
import {
  contestedPaths,
  selectServices,
  ServiceSource,
} from '../selectServices';
import type { ServiceEntity } from '@stonegarden/backstage-plugin-delivery-common';
import {
  SourceChange,
  SourceFile,
  SourceNote,
  SourceSettings,
  SourceTree,
} from '../sources/types';
import type { ParsingThread } from '../parsing/ParsingThread';
import { breathing } from '../util/breathe';
import { ManifestReader } from './ManifestReader';
import { ParsedManifests } from './ParsedManifests';
import { ProvisionalServices } from './ProvisionalServices';
import { type EarlyTaker, readEarly } from './readEarly';
import { ServiceFolders } from './ServiceFolders';
import { ServiceMapper } from './ServiceMapper';
import { SetCheck } from './SetCheck';
import { SharedEntities } from './SharedEntities';
import { TeamFiles } from './TeamFiles';

/** Problems of one source: a list that nobody reads to its end has no need of more. */
const MAX_PROBLEMS = 100;

/** Services that are looked at between two breaths; mostly there is nothing to do for them. */
const BETWEEN_BREATHS = 32;

/**
 * What the catalog is to have of a source.
 *
 * @internal
 */
export type BuiltEntities = {
  /** By ref; an entity that says the same as in the last build is the same object. */
  entities: Map<string, Entity>;
  services: number;
  /** How many of the services have a manifest that cannot be used. */
  broken: number;
  /** What no service's entity can tell, one sentence each, for the log; they stand on the repository's entity too. */
  notes: string[];
};

/**
 * Holds what the files of a source say, and makes the catalog's entities of it. Nothing of it blocks the process for
 * long, and nothing is done again for a file that did not change. One call at a time.
 *
 * @internal
 */
export class ManifestIndex {
  private readonly manifests: ParsedManifests;
  private readonly folders = new ServiceFolders();
  private readonly teams: TeamFiles;
  private readonly set = new SetCheck();
  private readonly mapper: ServiceMapper;
  private readonly reader: ManifestReader;
  private notes: SourceNote[] = [];
  private readonly shared: SharedEntities;

  constructor(
    private readonly settings: SourceSettings,
    private readonly deps: {
      known: KnownEntities;
      /** Reads many manifests at once; without one they are read here. */
      thread?: ParsingThread;
    },
  ) {
    this.manifests = new ParsedManifests(settings);
    this.reader = new ManifestReader(settings, {
      manifests: this.manifests,
      folders: this.folders,
      thread: deps.thread,
    });
    this.teams = new TeamFiles(settings);
    this.mapper = new ServiceMapper(settings);
    this.shared = new SharedEntities(settings);
  }

  /** Manifests parsed since this was made. */
  get parsed(): number {
    return this.manifests.parsed;
  }

  /**
   * Takes over the whole source.
   *
   * @param taker - is given entities that need not wait for the rest
   * @throws what the taker throws, after the source was taken over
   */
  async replace(tree: SourceTree, taker?: EarlyTaker): Promise<void> {
    const breathe = breathing();
    const paths = new Set(tree.files.map(file => file.path));
    for (const part of [this.manifests, this.teams, this.folders]) {
      for (const path of [...part.paths()]) {
        if (!paths.has(path)) {
          this.remove(path);
        }
        await breathe();
      }
    }
    this.folders.setInventory(tree.environmentFolders, tree.docsFolders ?? []);
    const manifests: SourceFile[] = [];
    for (const file of tree.files) {
      if (ParsedManifests.isManifest(file.path)) {
        manifests.push(file);
      } else {
        this.take(file);
        await breathe();
      }
    }

    if (taker) {
      const provisional = await this.provisional(manifests);
      await readEarly(manifests, taker, {
        reader: this.reader,
        provisional,
      });
      return;
    }
    for await (const batch of this.reader.read(manifests)) {
      for (const takeOver of batch) {
        takeOver();
        await breathe();
      }
    }
  }

  /** Takes over what changed in the source. */
  async update(change: SourceChange): Promise<void> {
    const breathe = breathing();
    for (const path of change.removed) {
      this.remove(path);
    }
    this.folders.setEnvironments(change.environmentFolders ?? new Map());
    for (const file of change.changed) {
      this.take(file);
      await breathe();
    }
  }

  /** Sets what is known about the source itself, such as a failed read; it stands on the repository's entity. */
  setNotes(notes: SourceNote[]): void {
    this.notes = notes;
  }

  /**
   * Makes the entities of what was taken over.
   *
   * @throws whatever the catalog throws when asked for last good versions
   */
  async build(): Promise<BuiltEntities> {
    const breathe = breathing();
    const { settings, deps } = this;
    const manifests = this.manifests.all();
    const known = await deps.known.find(contestedPaths(manifests));
    await breathe();
    const { services, unplaced } = await selectServices(
      manifests,
      known,
      this.set,
      settings.layers,
    );
    await breathe();
    await this.recallTeams();
    const components = await this.componentsOf(services, breathe);
    deps.known.remember(components);
    await breathe();

    const problems: RepositoryProblem[] = [
      ...this.notes.map(note => this.problemOf(note)),
      ...this.teams.diagnostics(),
      ...unplaced.flatMap(({ diagnostics }) => diagnostics),
    ].slice(0, MAX_PROBLEMS);
    const list = [...components.values()];
    const shared = await this.shared.build(list, this.teams.facts(), problems);
    await breathe();
    const entities = new Map<string, Entity>();
    for (const component of list) {
      entities.set(entityRef('component', component.metadata.name), component);
    }
    for (const [ref, entity] of shared) {
      entities.set(ref, entity);
    }
    return {
      entities,
      services: services.length,
      broken: services.filter(({ kind }) => kind !== 'good').length,
      notes: problems.map(({ file, line, message }) =>
        file ? `${file}:${line} ${message}` : message,
      ),
    };
  }

  /** Components by path of their manifest, in order of path. */
  private async componentsOf(
    services: ServiceSource[],
    breathe: () => Promise<void>,
  ): Promise<Map<string, ServiceEntity>> {
    const { folders, mapper } = this;
    const components = new Map<string, ServiceEntity>();
    const unread: Array<Extract<ServiceSource, { kind: 'unread' }>> = [];
    for (const source of services) {
      if (source.kind === 'good') {
        const { result, hasDocs } = folders.check(source.parsed.manifest);
        const from = { source, folder: result, hasDocs };
        components.set(source.path, mapper.map(from));
      } else if (source.kind === 'kept') {
        components.set(source.path, mapper.map({ source }));
      } else {
        unread.push(source);
      }
      if (components.size % BETWEEN_BREATHS === 0) {
        await breathe();
      }
    }
    if (unread.length > 0) {
      const votes = new OwnerVotes(components.values());
      for (const source of unread) {
        const owner = this.ownerOf(source, votes);
        components.set(source.path, mapper.map({ source, owner }));
      }
    }
    mapper.retain(new Set(components.keys()));
    return components;
  }

  /** Has the catalog tell which teams a list had that has been broken since before this process. */
  private async recallTeams(): Promise<void> {
    const { deps, settings, teams } = this;
    for (const path of teams.forgotten()) {
      const groups = await deps.known.findGroups(path);
      teams.recall(
        path,
        groups.filter(
          ({ metadata }) =>
            metadata.annotations?.[SOURCE_ANNOTATION] === settings.id,
        ),
      );
    }
  }

  /** Who is asked about a manifest that cannot be read: the team that it names, else its neighbours'. */
  private ownerOf(
    { parsed, service }: Extract<ServiceSource, { kind: 'unread' }>,
    votes: OwnerVotes,
  ): string {
    const { layer, category } = service.location;
    return parsed.team
      ? entityRef('group', parsed.team)
      : votes.ofNeighbours(layer, category) ??
          entityRef(
            'group',
            this.teams.facts().listed[0]?.team.name ?? UNKNOWN_TEAM,
          );
  }

  private provisional(files: SourceFile[]): Promise<ProvisionalServices> {
    const { folders, mapper, settings } = this;
    return ProvisionalServices.of(
      files.map(file => file.path),
      settings,
      (parsed, dependencies) => {
        const { path, manifest } = parsed;
        const { result, hasDocs } = folders.check(manifest);
        return mapper.map({
          source: { kind: 'good', path, parsed, dependencies, ofSet: [] },
          folder: result,
          hasDocs,
        });
      },
    );
  }

  private take(file: SourceFile): void {
    if (ParsedManifests.isManifest(file.path)) {
      this.manifests.set(file);
    } else if (this.teams.isTeamFile(file.path)) {
      this.teams.set(file);
    } else {
      this.folders.set(file);
    }
  }

  private remove(path: string): void {
    this.manifests.delete(path);
    this.teams.delete(path);
    this.folders.delete(path);
    if (ParsedManifests.isManifest(path)) {
      this.folders.forget(path.slice(0, -'/service.yaml'.length));
    }
  }

  private problemOf({ since, ...note }: SourceNote): RepositoryProblem {
    const file = this.settings.folder || '.';
    const place = { file, line: 1, column: 1 };
    return {
      ...createDiagnostic({ ...note, ...place }),
      ...(since ? { since } : {}),
    };
  }
}
