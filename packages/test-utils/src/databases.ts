import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';

const CONNECTION =
  /^BACKSTAGE_TEST_DATABASE_(POSTGRES)(\d+)_CONNECTION_STRING$/;

const found = Object.keys(process.env)
  .map(name => CONNECTION.exec(name))
  .find(match => match !== null);

/** Where PostgreSQL runs during these tests, `postgresql://…`; undefined where there is none. Its user may create databases. */
export const postgresConnection = found ? process.env[found[0]] : undefined;

const KINDS: Array<{ name: string; id: TestDatabaseId | undefined }> = [
  { name: 'SQLite', id: 'SQLITE_3' },
  {
    name: 'PostgreSQL',
    id: found ? (`${found[1]}_${found[2]}` as TestDatabaseId) : undefined,
  },
];

/**
 * Describes the same tests for SQLite and for PostgreSQL. Where the latter is missing its tests are skipped, visibly. The package
 * of the tests names `@stonegarden/test-utils/postgres` as Jest's `globalSetup`.
 *
 * @param tests - gets a function that creates a database nobody has used
 */
export function describeOnDatabases(
  title: string,
  tests: (createDatabase: () => Promise<Knex>) => void,
): void {
  describeOn(KINDS, title, tests);
}

/** The same for PostgreSQL only, where several processes have to share a database. */
export function describeOnPostgres(
  title: string,
  tests: (createDatabase: () => Promise<Knex>) => void,
): void {
  describeOn(
    KINDS.filter(({ name }) => name === 'PostgreSQL'),
    title,
    tests,
  );
}

function describeOn(
  kinds: typeof KINDS,
  title: string,
  tests: (createDatabase: () => Promise<Knex>) => void,
): void {
  for (const { name, id } of kinds) {
    const describeHere = id ? describe : describe.skip;
    describeHere(`${title} on ${name}`, () => {
      if (id) {
        const databases = TestDatabases.create({ ids: [id] });
        tests(() => databases.init(id));
      } else {
        tests(() => {
          throw new Error('There is no PostgreSQL on this machine');
        });
      }
    });
  }
}
