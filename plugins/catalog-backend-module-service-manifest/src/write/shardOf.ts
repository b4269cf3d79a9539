/**
 * How many providers give the entities of a source. Part of the providers' names: another number moves every entity
 * once.
 *
 * @internal
 */
export const SHARDS = 16;

/**
 * The shard of an entity, 0 to 15: always the same one for a ref, and all of them used alike.
 *
 * @internal
 */
export function shardOf(entityRef: string): number {
  // FNV-1a: quick, and spreads names that differ in their last letters only.
  let hash = 0x811c9dc5;
  for (let i = 0; i < entityRef.length; i++) {
    hash = Math.imul(hash ^ entityRef.charCodeAt(i), 0x01000193);
  }
  return ((hash ^ (hash >>> 16)) >>> 0) % SHARDS;
}
