import type { Entity } from '@backstage/catalog-model';
import type { SourceFile } from '../sources/types';
import { breathing } from '../util/breathe';
import type { ManifestReader } from './ManifestReader';
import type { ProvisionalServices } from './ProvisionalServices';

/**
 * Entities that are given at a time: the first ones are wanted soon, later ones have to wait for the catalog anyway. The
 * catalog makes an entity anew for each relation to it that comes later, so that what belongs together is given together:
 * in order of names, which related services often begin alike, and in chunks that the catalog takes in before it gets to
 * making them.
 */
const CHUNKS = [50, 250, 500];

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
  let failure: unknown;
  let ready: Entity[] = [];
  let chunks = 0;
  const give = async () => {
    const entities = ready;
    ready = [];
    chunks += 1;
    if (failure === undefined && entities.length > 0) {
      try {
        await takeEarly(entities);
      } catch (error) {
        failure = error;
      }
    }
  };
  const inOrder = deps.provisional.inOrderOfNames(manifests);
  for await (const batch of deps.reader.read(inOrder)) {
    for (const takeOver of batch) {
      const entity = deps.provisional.entityOf(takeOver());
      if (entity) {
        ready.push(entity);
      }
      await breathe();
    }
    if (ready.length >= (CHUNKS[chunks] ?? CHUNKS.at(-1) ?? 0)) {
      await give();
    }
  }
  await give();
  if (failure !== undefined) {
    throw failure;
  }
}
