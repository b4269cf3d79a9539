import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '@backstage/types';
import { eventually } from '@stonegarden/test-utils';
import { BackendProcess, Served } from './BackendProcess';
import { DatabaseKind, newDatabase } from './databases';
import { GitWorld } from './GitWorld';
import { RandomServices } from './RandomServices';
import { SeededRandom } from './SeededRandom';
import { PATIENCE } from './patience';

/** A repository of random services and the backends that follow it. */
export class ChaosRun {
  readonly random: SeededRandom;
  readonly services: RandomServices;
  readonly history: string[] = [];
  readonly #backends = new Set<BackendProcess>();

  readonly #kind: DatabaseKind;

  private constructor(
    readonly world: GitWorld,
    kind: DatabaseKind,
    seed: number,
  ) {
    this.#kind = kind;
    this.random = new SeededRandom(seed);
    this.services = new RandomServices(world, this.random);
    this.history.push(`seed ${seed}`);
  }

  /**
   * Runs a test with everything that it needs, and ends all of it, whatever comes. A failure says what had happened.
   *
   * @param seed - of all that is random
   */
  static async with(
    kind: DatabaseKind,
    seed: number,
    test: (run: ChaosRun) => Promise<void>,
  ): Promise<void> {
    const world = await GitWorld.start();
    const run = new ChaosRun(world, kind, seed);
    try {
      await test(run);
    } catch (error) {
      const said = [...run.#backends]
        .map(one => one.lastWords())
        .join('\n---\n');
      throw new Error(
        `With STONEGARDEN_CHAOS_SEED=${seed}, after ${run.history.join(
          ', ',
        )}\n${said}\n${error instanceof Error ? error.stack : error}`,
      );
    } finally {
      await Promise.all([...run.#backends].map(one => one.kill()));
      await world.stop();
    }
  }

  newDatabase(): Promise<JsonObject> {
    return newDatabase(this.#kind, this.world.folder);
  }

  async start(database: JsonObject): Promise<BackendProcess> {
    const { folder, config } = this.world;
    const backend = await BackendProcess.start({ folder, database, config });
    this.#backends.add(backend);
    return backend;
  }

  async kill(backend: BackendProcess): Promise<void> {
    await backend.kill();
    this.#backends.delete(backend);
  }

  /** What a backend that never saw anything else makes of the repository as it is now. */
  async truth(): Promise<Served> {
    const fresh = await this.start(await this.newDatabase());
    await fresh.complete();
    const truth = await fresh.served();
    await this.kill(fresh);
    return truth;
  }

  /**
   * What a catalog has otherwise than the truth, when all of its work is done; it is given the time that it needs to have
   * nothing.
   */
  async differences(
    backend: BackendProcess,
    truth: Served,
  ): Promise<Record<string, unknown>> {
    let differences: Record<string, unknown> = {};
    await eventually(async () => {
      differences = compare(await backend.served(), truth);
      if (Object.keys(differences).length > 0) {
        throw new Error('The catalog is not as the truth is');
      }
    }, PATIENCE).catch(() => {});
    await backend.settled();
    return { ...differences, ...compare(await backend.served(), truth) };
  }
}

function compare(served: Served, truth: Served): Record<string, unknown> {
  const refs = new Set([...Object.keys(served), ...Object.keys(truth)]);
  return Object.fromEntries(
    [...refs]
      .filter(ref => !isDeepStrictEqual(served[ref], truth[ref]))
      .map(ref => [
        ref,
        { served: served[ref] ?? 'nothing', truth: truth[ref] ?? 'nothing' },
      ]),
  );
}
