import { DatabaseService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type { Knex } from 'knex';

/** How long a backend waits for another one. */
const WAIT_MS = 30_000;
/** PostgreSQL's `lock_not_available`. */
const TOO_LONG = '55P03';

/** Has the backends of a portal take turns, whatever it is that must not be done twice at the same time. */
export class DatabaseLock {
  readonly #db: Knex;
  readonly #waitMs: number;

  static async create(database: DatabaseService): Promise<DatabaseLock> {
    return new DatabaseLock(await database.getClient());
  }

  constructor(db: Knex, options: { waitMs?: number } = {}) {
    this.#db = db;
    this.#waitMs = options.waitMs ?? WAIT_MS;
  }

  /**
   * Does something once no other backend is at anything of the same key. Keeps a connection to the database until it is done.
   * ServiceUnavailableError when the others take too long; then nothing was done.
   */
  async run<T>(key: string, task: () => Promise<T>): Promise<T> {
    if (!isShared(this.#db)) {
      return task();
    }
    return this.#inTurn(key, this.#waitMs, task);
  }

  /**
   * Does something that must not be held up: after what other backends are at, where they finish within `waitMs` milliseconds,
   * and without waiting any longer otherwise, also for the database.
   */
  async runSoon<T>(
    key: string,
    waitMs: number,
    task: () => Promise<T>,
  ): Promise<T> {
    if (!isShared(this.#db)) {
      return task();
    }
    let doing: Promise<T> | undefined;
    const begin = () => {
      doing ??= task();
      return doing;
    };
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, waitMs);
      const goOn = () => {
        clearTimeout(timer);
        resolve();
      };
      // The others wait until it is done, also where its turn comes late.
      this.#inTurn(key, this.#waitMs, () => {
        goOn();
        return begin();
      }).then(goOn, goOn);
    });
    return begin();
  }

  #inTurn<T>(key: string, waitMs: number, task: () => Promise<T>): Promise<T> {
    return this.#db.transaction(async transaction => {
      await transaction.raw(`set local lock_timeout = ${waitMs}`);
      try {
        await takeLock(transaction, key);
      } catch (error) {
        if ((error as { code?: unknown }).code === TOO_LONG) {
          throw new ServiceUnavailableError(
            'Another backend of this portal has been at the same for too long. Nothing was changed. Try again.',
          );
        }
        throw error;
      }
      return task();
    });
  }
}

/** Waits until no other transaction has the lock of this key, and has it until the transaction ends. */
export async function takeLock(
  transaction: Knex.Transaction,
  key: string,
): Promise<void> {
  if (isShared(transaction)) {
    await transaction.raw('select pg_advisory_xact_lock(hashtext(?))', [key]);
  }
}

/** SQLite has one writer, and serves one backend. */
function isShared({ client }: Knex): boolean {
  return client.config.client === 'pg';
}
