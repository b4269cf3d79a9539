import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '@backstage/types';
import { postgresConnection } from '@stonegarden/test-utils/databases';
import knexFactory from 'knex';

export type DatabaseKind = 'SQLite' | 'PostgreSQL';

const withPostgres =
  postgresConnection !== undefined &&
  Boolean(process.env.STONEGARDEN_CHAOS_POSTGRES);

/** Each kind, and what describes its tests: those that are not asked for, or cannot run here, are skipped. */
export const databaseKinds: Array<[DatabaseKind, typeof describe.skip]> = [
  ['SQLite', describe],
  ['PostgreSQL', withPostgres ? describe : describe.skip],
];

const PREFIX = `chaos_${randomBytes(4).toString('hex')}_`;
let made = 0;

/** Backstage's `backend.database` of a database that nobody has used. */
export async function newDatabase(
  kind: DatabaseKind,
  folder: string,
): Promise<JsonObject> {
  if (kind === 'SQLite') {
    const directory = await mkdtemp(join(folder, 'database-'));
    return { client: 'better-sqlite3', connection: { directory } };
  }
  const { hostname, port, username, password } = new URL(
    postgresConnection ?? '',
  );
  return {
    client: 'pg',
    prefix: `${PREFIX}${++made}_`,
    connection: {
      host: hostname,
      port: Number(port || 5432),
      user: decodeURIComponent(username),
      password: decodeURIComponent(password),
    },
  };
}

/** Drops what the backends of these tests made in PostgreSQL. */
export async function dropDatabases(): Promise<void> {
  if (!postgresConnection) {
    return;
  }
  const client = knexFactory({ client: 'pg', connection: postgresConnection });
  try {
    const names: string[] = await client('pg_database')
      .where('datname', 'like', `${PREFIX}%`)
      .pluck('datname');
    for (const name of names) {
      await client.raw('drop database ?? with (force)', [name]);
    }
  } finally {
    await client.destroy();
  }
}
