import type {
  FakeApplication,
  FakeSync,
} from '../../__testUtils__/FakeApplication';

/** A whole, real sync that ended well: what an environment really ran from then on. */
export interface TrueSync {
  /** ISO time, in whole seconds. */
  at: string;
  revision: string;
  images: string[];
  /** Whether it went back to an older commit than ran before. */
  isBack: boolean;
  initiatedBy: FakeSync['initiatedBy'];
  /** The emergency rollback that asked for it. */
  emergency?: string;
}

/** All syncs that deployed something, whoever saw them, and those that a portal that is well must have recorded. */
export class SyncLog {
  readonly #syncs = new Map<string, TrueSync[]>();
  readonly #emergencies = new WeakMap<FakeSync, string>();
  /** Times of syncs by the Application, and of those that a history showed next to each other. */
  readonly #owed = new Set<string>();
  readonly #neighbors = new Set<string>();

  /** Of an Application, oldest first. */
  of(name: string): TrueSync[] {
    return this.#syncs.get(name) ?? [];
  }

  /** What was just asked for was asked for by an emergency rollback. */
  markEmergency(asked: FakeSync, emergency: string): void {
    this.#emergencies.set(asked, emergency);
  }

  /** Notes the sync that an Application has just ended. */
  note(
    { options: { name }, applied, history, operationState }: FakeApplication,
    isOlder: (revision: string, than: string) => boolean,
  ): TrueSync {
    const sync = operationState!.operation.sync;
    const { revision } = sync;
    const before = this.of(name).at(-1);
    const emergency = this.#emergencies.get(sync);
    const noted: TrueSync = {
      at: new Date(history.at(-1)!.deployedAt).toISOString(),
      revision,
      images: applied?.images ?? [],
      isBack: before !== undefined && isOlder(revision, before.revision),
      initiatedBy: sync.initiatedBy,
      ...(emergency === undefined ? {} : { emergency }),
    };
    this.#syncs.set(name, [...this.of(name), noted]);
    return noted;
  }

  /** The portal was shown this history, and nothing kept it from recording all of it. */
  owe(name: string, deployedAt: string[]): void {
    deployedAt.forEach((at, index) => {
      this.#owed.add(`${name} ${at}`);
      if (index > 0) {
        this.#neighbors.add(`${name} ${deployedAt[index - 1]} ${at}`);
      }
    });
  }

  isOwed(name: string, { at }: TrueSync): boolean {
    return this.#owed.has(`${name} ${at}`);
  }

  wereNeighbors(name: string, one: TrueSync, next: TrueSync): boolean {
    return this.#neighbors.has(`${name} ${one.at} ${next.at}`);
  }
}
