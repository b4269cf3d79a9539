import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '@stonegarden/test-utils';
import type { BackendProcess } from './__testUtils__/BackendProcess';
import { ChaosRun } from './__testUtils__/ChaosRun';
import {
  DatabaseKind,
  databaseKinds,
  dropDatabases,
} from './__testUtils__/databases';
import type { Webhook } from './__testUtils__/GitWorld';
import { PATIENCE } from './__testUtils__/patience';

/*
 * Backends that are really killed and events that are really lost. A failure says its seed; more of everything by
 * STONEGARDEN_CHAOS_ROUNDS, and PostgreSQL, which takes minutes, by STONEGARDEN_CHAOS_POSTGRES=1.
 */
const ROUNDS = Number(process.env.STONEGARDEN_CHAOS_ROUNDS ?? 1);
const FIRST_SEED = Number(
  process.env.STONEGARDEN_CHAOS_SEED ?? Date.now() % 1_000_000,
);
const seeds = Array.from({ length: ROUNDS }, (_, i) => FIRST_SEED + i);
const KILLS = ROUNDS > 1 ? 4 : 2;
const STEPS = ROUNDS > 1 ? 30 : 10;
const SERVICES = ROUNDS > 1 ? 120 : 50;

jest.setTimeout(600_000);
afterAll(dropDatabases);

/** Ends a backend at some moment of its first ingestion. */
async function killWhileReading(run: ChaosRun, backend: BackendProcess) {
  const limit = Math.floor(run.random.next() * SERVICES * 1.2);
  await sleep(run.random.below(200));
  const reached = await eventually(async () => {
    const count = await backend.count();
    expect(count).toBeGreaterThanOrEqual(limit);
    return count;
  }, PATIENCE);
  await run.kill(backend);
  run.history.push(`killed at ${reached} entities`);
}

/** Does things to the repository and treats the webhooks of them badly; drops all that is still held at the end. */
async function mistreat(run: ChaosRun, steps: number, to: BackendProcess[]) {
  const { random } = run;
  const held: Webhook[] = [];
  const deliver = (webhook: Webhook) => random.one(to).deliver(webhook);
  for (let i = 0; i < steps; i++) {
    const { what, webhooks } = await run.services.step();
    for (const webhook of webhooks) {
      const fate = random.one([
        ...(['delivered', 'delivered', 'delivered', 'twice'] as const),
        ...(['held', 'held', 'lost'] as const),
      ]);
      run.history.push(`${what} (${fate})`);
      if (fate === 'held') {
        held.push(webhook);
      } else if (fate !== 'lost') {
        await deliver(webhook);
      }
      if (fate === 'twice') {
        await deliver(webhook);
      }
    }
    while (held.length > 0 && random.chance(0.4)) {
      const [late] = held.splice(random.below(held.length), 1);
      run.history.push('one late');
      await deliver(late);
    }
    await sleep(random.below(300));
  }
  await run.services.repairAll();
  await run.world.push();
  run.history.push('repair (lost)');
}

function aCatalog(kind: DatabaseKind, seed: number) {
  it('is the repository after kills, commits meanwhile, and webhooks that are lost, late, doubled and out of order', async () => {
    await ChaosRun.with(kind, seed, async run => {
      await run.services.begin(SERVICES);
      const database = await run.newDatabase();
      for (let i = 0; i < KILLS; i++) {
        await killWhileReading(run, await run.start(database));
        const { what } = await run.services.step();
        run.history.push(`${what} (dead)`);
      }
      await run.services.repairAll();
      await run.world.push();
      const backend = await run.start(database);
      expect(await run.differences(backend, await run.truth())).toEqual({});

      await mistreat(run, STEPS, [backend]);
      await backend.triggerRead();
      expect(await run.differences(backend, await run.truth())).toEqual({});
    });
  });

  it('keeps the last good version of a broken manifest, and heals though events are lost', async () => {
    await ChaosRun.with(kind, seed, async run => {
      await run.services.begin(5);
      const backend = await run.start(await run.newDatabase());
      await backend.complete();
      const before = await backend.served();
      const [folder] = await run.services.folders();
      const ref = `component:default/${folder.slice(
        folder.lastIndexOf('/') + 1,
      )}`;
      await run.services.break(folder);
      await backend.deliver(await run.world.push());
      await eventually(async () => {
        expect((await backend.served())[ref]).toMatchObject({
          metadata: {
            description: Object(before[ref]).metadata.description,
          },
          spec: {
            problems: expect.arrayContaining([
              expect.objectContaining({
                severity: 'error',
                code: 'yaml-syntax',
              }),
            ]),
          },
        });
      }, PATIENCE);
      const { [ref]: _broken, ...others } = await backend.served();
      const { [ref]: _good, ...othersBefore } = before;
      expect(others).toEqual(othersBefore);

      await run.services.repairAll();
      await run.world.push();
      const another = await run.services.folders();
      await run.services.break(another[1]);
      await run.world.push();
      await run.services.repairAll();
      // The only event that comes is about a commit whose parent nobody told of.
      await backend.deliver(await run.world.push());
      expect(await run.differences(backend, await run.truth())).toEqual({});
    });
  });

  // SQLite's file is locked by the first of two processes.
  if (kind === 'PostgreSQL') {
    it('is the repository for two replicas, whichever of them an event comes to', async () => {
      await ChaosRun.with(kind, seed, async run => {
        await run.services.begin(SERVICES);
        const database = await run.newDatabase();
        const first = await run.start(database);
        const second = await run.start(database);
        await mistreat(run, STEPS, [first, second]);
        await first.triggerRead();
        expect(await run.differences(second, await run.truth())).toEqual({});
      });
    });
  }
}

for (const [kind, describeKind] of databaseKinds) {
  for (const seed of seeds) {
    describeKind(`a catalog on ${kind}, seed ${seed}`, () =>
      aCatalog(kind, seed),
    );
  }
}
