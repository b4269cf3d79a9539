import type { Entity } from '@backstage/catalog-model';
import { chunk } from 'lodash';
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
const CHUNK = 500;
const FIRST_CHUNKS = [50, 250];

/**
 * Who takes entities before all of a source is understood, each of them once. They may differ from what is built in the
 * end.
 *
 * @internal
 */
export type EarlyTaker = {
  /** Whether there is a use for them; reading does not wait for the answer. */
  isWanted: Promise<boolean>;
  take: (entities: Entity[]) => Promise<void>;
};

/**
 * Reads all manifests of a source, and gives entities as soon as there are enough for the catalog to be busy with.
 *
 * @throws what the taker throws, after all is read
 * @internal
 */
export async function readEarly(
  manifests: SourceFile[],
  taker: EarlyTaker,
  deps: { reader: ManifestReader; provisional: ProvisionalServices },
): Promise<void> {
  const breathe = breathing();
  /** Unknown at first. */
  let isWanted: boolean | undefined;
  taker.isWanted.then(
    answer => {
      isWanted = answer;
    },
    () => {
      isWanted = false;
    },
  );
  let failure: unknown;
  const takeAll = async (entities: Entity[]) => {
    try {
      for (const some of chunk(entities, CHUNK)) {
        await taker.take(some);
      }
    } catch (error) {
      failure ??= error;
    }
  };
  let ready: Entity[] = [];
  let gives = 0;
  let taking = Promise.resolve();
  const give = async () => {
    // What comes next is read while this is taken, and waits then.
    await taking;
    taking = failure === undefined ? takeAll(ready) : taking;
    ready = [];
    gives += 1;
  };
  const inOrder = deps.provisional.inOrderOfNames(manifests);
  for await (const batch of deps.reader.read(inOrder)) {
    for (const takeOver of batch) {
      const parsed = takeOver();
      const entity =
        isWanted === false ? undefined : deps.provisional.entityOf(parsed);
      if (entity) {
        ready.push(entity);
      }
      await breathe();
    }
    if (isWanted && ready.length >= (FIRST_CHUNKS[gives] ?? CHUNK)) {
      await give();
    }
  }
  if (await taker.isWanted) {
    await give();
  }
  await taking;
  if (failure !== undefined) {
    throw failure;
  }
}
