import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '@backstage/types';
import knexFactory from 'knex';

/** Address of a PostgreSQL whose user may make databases, `postgresql://…`; without one those tests are left out. */
const POSTGRES =
  process.env.STONEGARDEN_TEST_POSTGRES ??
  Object.entries(process.env).find(([name]) =>
    /^BACKSTAGE_TEST_DATABASE_POSTGRES\d+_CONNECTION_STRING$/.test(name),
  )?.[1];

/** Kinds of databases that there are on this machine. */
export const databaseKinds = POSTGRES
  ? (['SQLite', 'PostgreSQL'] as const)
  : (['SQLite'] as const);

const PREFIX = `chaos_${randomBytes(4).toString('hex')}_`;
let made = 0;

/** Backstage's `backend.database` of a database that nobody has used. */
export async function newDatabase(
  kind: 'SQLite' | 'PostgreSQL',
  folder: string,
): Promise<JsonObject> {
  if (kind === 'SQLite') {
    const directory = await mkdtemp(join(folder, 'database-'));
    return { client: 'better-sqlite3', connection: { directory } };
  }
  const { hostname, port, username, password } = new URL(POSTGRES ?? '');
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
  if (!POSTGRES) {
    return;
  }
  const client = knexFactory({ client: 'pg', connection: POSTGRES });
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
