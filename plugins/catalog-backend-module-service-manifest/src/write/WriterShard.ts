import { isDeepStrictEqual } from 'node:util';
import { chunk } from 'lodash';
import type { Entity } from '@backstage/catalog-model';
import type {
  DeferredEntity,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';

/** Entities of one delta: what the catalog takes in one short block. */
const CHUNK = 200;

/**
 * How a write treats what it is not given; see CatalogWriter.write.
 *
 * @internal
 */
export type WriteOptions = { mode: 'all' | 'changes'; keepMissing?: boolean };

/**
 * What a write changed, as far as this process knows.
 *
 * @internal
 */
export type WriteResult = { written: number; removed: number };

/**
 * One of the providers of a source.
 *
 * @internal
 */
export class WriterShard implements EntityProvider {
  /** Resolves when the catalog has connected it. */
  readonly connected: Promise<void>;
  private connection?: EntityProviderConnection;
  private onConnected = () => {};
  /** What this process gave, by ref, and the catalog took; undefined while that is not all that the catalog has. */
  private given?: Map<string, Entity>;

  constructor(
    private readonly name: string,
    private readonly locationKey: string,
  ) {
    this.connected = new Promise(resolve => {
      this.onConnected = resolve;
    });
  }

  getProviderName(): string {
    return this.name;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.connection = connection;
    this.onConnected();
  }

  /** Whether an entity is among those that were given last time. */
  gives(entityRef: string): boolean {
    return this.given?.has(entityRef) ?? false;
  }

  /** Says that the catalog has nothing of it yet. */
  begin(): void {
    this.given = new Map();
  }

  /** Gives entities beside what is there already. */
  async add(entities: Map<string, Entity>): Promise<void> {
    const { given } = this;
    this.given = undefined;
    for (const some of chunk([...entities.values()], CHUNK)) {
      await this.giveDelta(some, []);
    }
    this.given = given && new Map([...given, ...entities]);
  }

  /** Makes the entities of this shard these. */
  async write(
    next: Map<string, Entity>,
    { mode, keepMissing = false }: WriteOptions,
  ): Promise<WriteResult> {
    const { given } = this;
    const changed: Entity[] = [];
    for (const [ref, entity] of next) {
      if (!isSame(given?.get(ref), entity)) {
        changed.push(entity);
      }
    }
    const missing = [...(given?.keys() ?? [])].filter(ref => !next.has(ref));
    const removed = keepMissing ? [] : missing;

    // Until the catalog has taken it, nobody knows what the catalog has.
    this.given = undefined;
    if (mode === 'changes' && given) {
      await this.giveDelta(changed, removed);
    } else if (keepMissing) {
      await this.giveDelta([...next.values()], []);
    } else {
      const entities = this.deferred([...next.values()]);
      await this.connection?.applyMutation({ type: 'full', entities });
    }

    if (!keepMissing) {
      this.given = next;
    } else if (given) {
      this.given = new Map([...given, ...next]);
    }
    return { written: changed.length, removed: removed.length };
  }

  private async giveDelta(added: Entity[], removed: string[]): Promise<void> {
    if (added.length === 0 && removed.length === 0) {
      return;
    }
    const { locationKey } = this;
    await this.connection?.applyMutation({
      type: 'delta',
      added: this.deferred(added),
      removed: removed.map(entityRef => ({ entityRef, locationKey })),
    });
  }

  private deferred(entities: Entity[]): DeferredEntity[] {
    const { locationKey } = this;
    return entities.map(entity => ({ entity, locationKey }));
  }
}

/** Unchanged entities mostly are the same objects; a rebuilt one may still say the same. */
function isSame(a: Entity | undefined, b: Entity): boolean {
  return a === b || isDeepStrictEqual(a, b);
}
