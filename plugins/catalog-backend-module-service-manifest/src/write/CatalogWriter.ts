import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { EntityProvider } from '@backstage/plugin-catalog-node';
import { breathing } from '../util/breathe';
import { shardOf, SHARDS } from './shardOf';
import { WriteOptions, WriteResult, WriterShard } from './WriterShard';

/**
 * Gives the entities of one source to the catalog through 16 providers, so that no mutation is large. The catalog's own
 * record of what each of them gave is the only truth: after a restart nothing that is equal is written again.
 *
 * @internal
 */
export class CatalogWriter {
  private readonly shards: WriterShard[];
  /** What gave everything before there were shards: kept until the shards have taken over. */
  private readonly single: WriterShard;
  private isSingleEmpty = false;

  /** @param id - of the source */
  constructor(id: string) {
    const locationKey = `service-manifest:${id}`;
    this.single = new WriterShard(locationKey, locationKey);
    this.shards = Array.from({ length: SHARDS }, (_, index) => {
      const suffix = String(index).padStart(2, '0');
      return new WriterShard(`${locationKey}:${suffix}`, locationKey);
    });
  }

  /** To be added to the catalog, each of them. */
  get providers(): EntityProvider[] {
    return [this.single, ...this.shards];
  }

  /** Resolves when the catalog has connected all of the providers. */
  get connected(): Promise<void> {
    return Promise.all(
      [this.single, ...this.shards].map(shard => shard.connected),
    ).then(() => undefined);
  }

  /** Whether this process gave an entity last time, whoever has it in the catalog. */
  gives(entityRef: string): boolean {
    return this.shards[shardOf(entityRef)].gives(entityRef);
  }

  /** Says that the catalog has nothing of this source yet: what is added from now on is all that it has. */
  begin(): void {
    this.shards.forEach(shard => shard.begin());
  }

  /**
   * Gives entities beside what is there already, in small deltas.
   *
   * @throws whatever the catalog throws; what it took before stays
   */
  async add(entities: Entity[]): Promise<void> {
    await this.connected;
    const byRef = entities.map(one => [stringifyEntityRef(one), one] as const);
    for (const [index, members] of byShard(byRef).entries()) {
      await this.shards[index].add(members);
    }
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
    await this.connected;
    const breathe = breathing();
    const result = { written: 0, removed: 0 };
    for (const [index, members] of byShard(next).entries()) {
      const { written, removed } = await this.shards[index].write(
        members,
        options,
      );
      result.written += written;
      result.removed += removed;
      await breathe();
    }
    if (!options.keepMissing && !this.isSingleEmpty) {
      // By now the shards have taken over all that is still there.
      await this.single.write(new Map(), options);
      this.isSingleEmpty = true;
    }
    return result;
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
