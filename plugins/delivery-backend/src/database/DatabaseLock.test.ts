import { describeOnDatabases } from '@stonegarden/test-utils/databases';
import type { Knex } from 'knex';
import { DatabaseLock } from './DatabaseLock';

jest.setTimeout(120_000);

const isPostgres = (db: Knex) => db.client.config.client === 'pg';
/** A task that ends when it is told to. */
function held() {
  let end = () => {};
  const ended = new Promise<void>(resolve => {
    end = resolve;
  });
  return { task: () => ended, end: () => end() };
}

describeOnDatabases('DatabaseLock', createDatabase => {
  it('answers what was done, and is free again after an error', async () => {
    const db = await createDatabase();
    const lock = new DatabaseLock(db);
    expect(await lock.run('a', async () => 1)).toBe(1);
    await expect(
      lock.run('a', async () => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await lock.run('a', async () => 2)).toBe(2);
    // Whoever has it may use the database, though SQLite has one connection.
    await lock.run('a', async () => db.raw('select 1'));
  });

  it('has backends wait for each other, and nobody for another key', async () => {
    const db = await createDatabase();
    const [one, other] = [new DatabaseLock(db), new DatabaseLock(db)];
    const { task, end } = held();
    const begun: string[] = [];
    const first = one.run('a', async () => {
      begun.push('first');
      await task();
    });
    while (begun.length === 0) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    const second = other.run('a', async () => begun.push('second'));
    await other.run('b', async () => begun.push('another key'));
    const impatient = await new DatabaseLock(db, { waitMs: 50 })
      .run('a', async () => 'done')
      .catch((error: Error) => error.name);
    const during = [...begun];
    end();
    await Promise.all([first, second]);
    // SQLite serves one backend, so that nothing waits there.
    expect({ during, impatient }).toEqual(
      isPostgres(db)
        ? {
            during: ['first', 'another key'],
            impatient: 'ServiceUnavailableError',
          }
        : { during: ['first', 'second', 'another key'], impatient: 'done' },
    );
    expect(begun).toHaveLength(3);
  });

  it('lets what is urgent wait for others for a short time only', async () => {
    const db = await createDatabase();
    const [one, other] = [new DatabaseLock(db), new DatabaseLock(db)];
    const { task, end } = held();
    const begun: string[] = [];
    const hold = async (key: string) => {
      const isHeld = new Promise<void>(resolve => {
        one.run(key, async () => {
          begun.push('first');
          resolve();
          await task();
          begun.push('first has ended');
        });
      });
      await isHeld;
    };
    await hold('a');
    await other.runSoon('a', 50, async () => begun.push('urgent'));
    expect(begun).toEqual(['first', 'urgent']);

    const patient = other.runSoon('a', 30_000, async () => {
      begun.push('patient');
      return 'done';
    });
    await new Promise(resolve => setTimeout(resolve, 100));
    end();
    expect(await patient).toBe('done');
    await one.run('a', async () => begun.push('next'));
    // SQLite serves one backend, so that nothing waits there.
    expect(begun.slice(2)).toEqual(
      isPostgres(db)
        ? ['first has ended', 'patient', 'next']
        : ['patient', 'first has ended', 'next'],
    );
    await expect(
      other.runSoon('a', 50, async () => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
  });
});

describeOnDatabases('DatabaseLock of what went ahead', createDatabase => {
  it('has the others wait for it, as if it had waited', async () => {
    const db = await createDatabase();
    const [one, other] = [new DatabaseLock(db), new DatabaseLock(db)];
    const [first, urgent] = [held(), held()];
    const order: string[] = [];
    const track = (name: string, task: () => Promise<void>) => {
      let begin = () => {};
      const begun = new Promise<void>(resolve => {
        begin = resolve;
      });
      const work = async () => {
        order.push(name);
        begin();
        await task();
        order.push(`${name} has ended`);
      };
      return { begun, work };
    };
    const [begins, goesAhead] = [
      track('first', first.task),
      track('urgent', urgent.task),
    ];
    const firstDone = one.run('a', begins.work);
    await begins.begun;
    const urgentDone = other.runSoon('a', 50, goesAhead.work);
    await goesAhead.begun;
    // It asks after them and gives up before them.
    const impatient = () =>
      new DatabaseLock(db, { waitMs: 200 })
        .run('a', async () => 'done')
        .catch((error: Error) => error.name);
    const answer = isPostgres(db) ? 'ServiceUnavailableError' : 'done';
    expect(await impatient()).toBe(answer);
    const next = one.run('a', async () => order.push('next'));
    first.end();
    await firstDone;
    expect(await impatient()).toBe(answer);
    urgent.end();
    await Promise.all([urgentDone, next]);
    const last = isPostgres(db)
      ? ['first has ended', 'urgent has ended', 'next']
      : ['next', 'first has ended', 'urgent has ended'];
    expect(order).toEqual(['first', 'urgent', ...last]);
  });
});

describe('DatabaseLock without its database', () => {
  it.each([
    ['hangs', () => new Promise<never>(() => {})],
    ['fails', () => Promise.reject(new Error('no connection'))],
  ])('does what is urgent, once, where it %s', async (_name, transaction) => {
    const lock = new DatabaseLock({
      client: { config: { client: 'pg' } },
      transaction,
    } as unknown as Knex);
    const task = jest.fn(async () => 'done');
    expect(await lock.runSoon('a', 20, task)).toBe('done');
    expect(task).toHaveBeenCalledTimes(1);
  });
});
