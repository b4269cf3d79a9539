// @ts-check
const { startPostgres } = require('./startPostgres.cjs');

const CONNECTION = /^BACKSTAGE_TEST_DATABASE_POSTGRES\d+_CONNECTION_STRING$/;

/** Jest's `globalSetup`: one PostgreSQL for a whole run, in the variable that Backstage's TestDatabases reads. */
module.exports = async function globalSetup() {
  if (Object.keys(process.env).some(name => CONNECTION.test(name))) {
    return;
  }
  const started = await startPostgres();
  if ('unavailable' in started) {
    process.stderr.write(
      `Tests on PostgreSQL are skipped: ${started.unavailable}\n`,
    );
    return;
  }
  process.env[
    `BACKSTAGE_TEST_DATABASE_POSTGRES${started.version}_CONNECTION_STRING`
  ] = started.connection;
};
