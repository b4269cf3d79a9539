import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { shardOf, SHARDS } from './shardOf';
import { WriteOptions, WriteResult, WriterShard } from './WriterShard';

/**
 * Gives the entities of one source to the catalog through 16 providers, so that no mutation is large. The catalog's own
 * record of what each of them gave is the only truth: after a restart nothing that is equal is written again.
 *
 * @internal
 */
export class CatalogWriter {
  /** Of all entities of the source. */
  readonly locationKey: string;
  readonly #shards: WriterShard[];
  /** What provided everything before there were shards: emptied when the shards have taken over. */
  readonly #single: WriterShard;
  #isSingleEmpty = false;

  /** @param id - of the source */
  constructor(id: string) {
    this.locationKey = `service-manifest:${id}`;
    this.#single = new WriterShard(this.locationKey, this.locationKey);
    this.#shards = Array.from({ length: SHARDS }, (_, index) => {
      const suffix = String(index).padStart(2, '0');
      return new WriterShard(`${this.locationKey}:${suffix}`, this.locationKey);
    });
  }

  /** To be added to the catalog, each of them. */
  get shards(): EntityProvider[] {
    return this.#shards;
  }

  /** Takes the connection of the provider that is named like the location key; the shards get their own. */
  async connect(connection: EntityProviderConnection): Promise<void> {
    await this.#single.connect(connection);
  }

  /** Whether this process gave an entity last time, whoever has it in the catalog. */
  provides(entityRef: string): boolean {
    return this.#shards[shardOf(entityRef)].provides(entityRef);
  }

  /** Refs of all that this process gave last time; undefined while that is not known. */
  get given(): ReadonlySet<string> | undefined {
    const refs = this.#shards.map(shard => shard.refs);
    return refs.every(one => one !== undefined)
      ? new Set(refs.flatMap(one => [...one]))
      : undefined;
  }

  /**
   * Gives an entity beside what is there already.
   *
   * @throws whatever the catalog throws
   */
  async add(entity: Entity): Promise<void> {
    await this.#connected();
    const ref = stringifyEntityRef(entity);
    await this.#shards[shardOf(ref)].add(ref, entity);
  }

  /**
   * Makes the catalog's entities of this source these, and no others.
   *
   * @param next - by ref
   * @param options - `mode` `all`: compares all of them with what the catalog holds; `changes`: only gives what differs
   *   from what this process gave last, for when nobody else can have given anything since. `keepMissing`: removes nothing.
   * @returns how many entities differ from what this process had given, and how many of that are gone
   * @throws whatever the catalog throws; the next write then compares all of the entities concerned
   */
  async write(
    next: Map<string, Entity>,
    options: WriteOptions,
  ): Promise<WriteResult> {
    await this.#connected();
    const result = { written: 0, removed: 0 };
    for (const [index, members] of byShard(next).entries()) {
      const { written, removed } = await this.#shards[index].write(
        members,
        options,
      );
      result.written += written;
      result.removed += removed;
    }
    if (!options.keepMissing && !this.#isSingleEmpty) {
      // By now the shards have taken over all that is still there.
      await this.#single.write(new Map(), options);
      this.#isSingleEmpty = true;
    }
    return result;
  }

  async #connected(): Promise<void> {
    await Promise.all(
      [this.#single, ...this.#shards].map(shard => shard.connected),
    );
  }
}

function byShard(
  entities: Iterable<readonly [string, Entity]>,
): Map<string, Entity>[] {
  const shards = Array.from(
    { length: SHARDS },
    () => new Map<string, Entity>(),
  );
  for (const [ref, entity] of entities) {
    shards[shardOf(ref)].set(ref, entity);
  }
  return shards;
}
