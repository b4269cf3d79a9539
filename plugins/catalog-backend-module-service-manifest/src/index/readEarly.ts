import type { Entity } from '@backstage/catalog-model';
import { chunk } from 'lodash';
import type { SourceFile } from '../sources/types';
import { breathing, breatheThrough } from '../util/breathe';
import { DependentsFirst } from './DependentsFirst';
import type { ManifestReader } from './ManifestReader';
import type { ProvisionalServices } from './ProvisionalServices';

/** Entities that are given at a time: the first ones are wanted soon, later ones have to wait for the catalog anyway. */
const CHUNKS = [50, 250, 500, 1000];

/** What is given in the end goes in so many parts at most: it has an order, and a part has none. */
const LAST_PARTS = 4;

/**
 * Takes entities before all of a source is understood, each of them once. They may differ from what is built in the end.
 *
 * @internal
 */
export type TakeEarly = (entities: Entity[]) => Promise<void>;

/**
 * Reads all manifests of a source, and gives entities as soon as there are enough for the catalog to be busy with.
 *
 * @throws what `takeEarly` throws, after all is read
 * @internal
 */
export async function readEarly(
  manifests: SourceFile[],
  takeEarly: TakeEarly,
  deps: { reader: ManifestReader; provisional: ProvisionalServices },
): Promise<void> {
  const breathe = breathing();
  const order = new DependentsFirst();
  let failure: unknown;
  let parts = 0;
  let added = 0;
  const give = async (entities: Entity[]) => {
    parts += 1;
    if (failure === undefined && entities.length > 0) {
      try {
        await takeEarly(entities);
      } catch (error) {
        failure = error;
      }
    }
  };
  for await (const batch of deps.reader.read(manifests)) {
    for (const takeOver of batch) {
      const entity = deps.provisional.entityOf(takeOver());
      if (entity) {
        order.add(entity);
        added += 1;
      }
      await breathe();
    }
    if (added >= (CHUNKS[parts] ?? CHUNKS.at(-1) ?? 0)) {
      added = 0;
      await give(order.takeFree());
    }
  }
  const rest = await breatheThrough(order.takeAll());
  const size = Math.max(CHUNKS[1], Math.ceil(rest.length / LAST_PARTS));
  for (const part of chunk(rest, size)) {
    await give(part);
  }
  if (failure !== undefined) {
    throw failure;
  }
}
