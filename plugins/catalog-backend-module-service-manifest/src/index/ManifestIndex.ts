import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { buildEntities } from '../entities/buildEntities';
import { interpretFiles } from '../interpretFiles';
import type { KnownEntities } from '../KnownEntities';
import { contestedPaths, selectServices } from '../selectServices';
import type {
  SourceChange,
  SourceFile,
  SourceNote,
  SourceSettings,
  SourceTree,
} from '../sources/types';

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
  /** Manifests parsed since this was made. */
  parsed = 0;
  private files = new Map<string, SourceFile>();
  private notes: SourceNote[] = [];

  constructor(
    private readonly settings: SourceSettings,
    private readonly deps: { known: KnownEntities },
  ) {}

  /**
   * Takes over the whole source.
   *
   * @param options - `onReady`: is given entities, some at a time, before all of the source is understood, when the
   *   catalog has nothing of it yet. They may differ from what `build` gives in the end.
   * @throws what `onReady` throws, after the source was taken over
   */
  async replace(
    tree: SourceTree,
    _options: { onReady?(entities: Entity[]): Promise<void> } = {},
  ): Promise<void> {
    this.files = new Map(tree.files.map(file => [file.path, file]));
  }

  /** Takes over what changed in the source. */
  async update(change: SourceChange): Promise<void> {
    change.removed.forEach(path => this.files.delete(path));
    change.changed.forEach(file => this.files.set(file.path, file));
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
    const files = [...this.files.values()].sort((a, b) =>
      a.path < b.path ? -1 : 1,
    );
    this.parsed += files.length;
    const content = interpretFiles(files, this.settings);
    const known = await this.deps.known.find(contestedPaths(content));
    const { services, unplaced } = selectServices(content, known);
    const { entities, componentsByPath } = buildEntities(
      { ...content, services },
      entityAddresses(this.settings),
    );
    this.deps.known.remember(componentsByPath);
    return {
      entities: new Map(entities.map(one => [stringifyEntityRef(one), one])),
      services: services.length,
      broken: content.broken.length,
      notes: [...unplaced, ...this.notes.map(note => note.message)],
    };
  }
}

function entityAddresses({ folder, addresses }: SourceSettings) {
  return {
    folder,
    treeUrl: addresses.treeUrl,
    fileUrl: (path: string) => addresses.fileUrl(path),
    folderUrl: (path: string) => addresses.folderUrl(path),
  };
}
