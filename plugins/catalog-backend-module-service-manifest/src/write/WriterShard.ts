import { isDeepStrictEqual } from 'node:util';
import type { Entity } from '@backstage/catalog-model';
import type {
  DeferredEntity,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';

/**
 * How a write treats what it is not given; see CatalogWriter.write.
 *
 * @internal
 */
export interface WriteOptions {
  mode: 'all' | 'changes';
  keepMissing?: boolean;
}

/**
 * What a write changed, as far as this process knows.
 *
 * @internal
 */
export interface WriteResult {
  written: number;
  removed: number;
}

/**
 * One of the providers of a source.
 *
 * @internal
 */
export class WriterShard implements EntityProvider {
  /** Resolves when the catalog has connected it. */
  readonly connected: Promise<void>;
  readonly #name: string;
  readonly #locationKey: string;
  #connection?: EntityProviderConnection;
  #onConnected = () => {};
  /** What this process gave, by ref, and the catalog took; undefined while that is not all that the catalog has. */
  #given?: Map<string, Entity>;

  constructor(name: string, locationKey: string) {
    this.#name = name;
    this.#locationKey = locationKey;
    this.connected = new Promise(resolve => {
      this.#onConnected = resolve;
    });
  }

  getProviderName(): string {
    return this.#name;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
    this.#onConnected();
  }

  /** Whether an entity is among those that were given last time. */
  provides(entityRef: string): boolean {
    return this.#given?.has(entityRef) ?? false;
  }

  /** Refs of what was given last time; undefined while that is not known. */
  get refs(): Iterable<string> | undefined {
    return this.#given?.keys();
  }

  /** Gives an entity beside what is there already. */
  async add(ref: string, entity: Entity): Promise<void> {
    const given = this.#given;
    this.#given = undefined;
    await this.#giveDelta([entity], []);
    this.#given = given && new Map([...given, [ref, entity]]);
  }

  /** Makes the entities of this shard these. */
  async write(
    next: Map<string, Entity>,
    { mode, keepMissing = false }: WriteOptions,
  ): Promise<WriteResult> {
    const given = this.#given;
    const changed: Entity[] = [];
    for (const [ref, entity] of next) {
      if (!isSame(given?.get(ref), entity)) {
        changed.push(entity);
      }
    }
    const missing = [...(given?.keys() ?? [])].filter(ref => !next.has(ref));
    const removed = keepMissing ? [] : missing;

    // Until the catalog has taken it, nobody knows what the catalog has.
    this.#given = undefined;
    if (mode === 'changes' && given) {
      await this.#giveDelta(changed, removed);
    } else if (keepMissing) {
      await this.#giveDelta([...next.values()], []);
    } else {
      const entities = this.#deferred([...next.values()]);
      await this.#connection?.applyMutation({ type: 'full', entities });
    }

    if (!keepMissing) {
      this.#given = next;
    } else if (given) {
      this.#given = new Map([...given, ...next]);
    }
    return { written: changed.length, removed: removed.length };
  }

  async #giveDelta(added: Entity[], removed: string[]): Promise<void> {
    if (added.length === 0 && removed.length === 0) {
      return;
    }
    const locationKey = this.#locationKey;
    await this.#connection?.applyMutation({
      type: 'delta',
      added: this.#deferred(added),
      removed: removed.map(entityRef => ({ entityRef, locationKey })),
    });
  }

  #deferred(entities: Entity[]): DeferredEntity[] {
    const locationKey = this.#locationKey;
    return entities.map(entity => ({ entity, locationKey }));
  }
}

/** Unchanged entities mostly are the same objects; a rebuilt one may still say the same. */
function isSame(a: Entity | undefined, b: Entity): boolean {
  return a === b || isDeepStrictEqual(a, b);
}
