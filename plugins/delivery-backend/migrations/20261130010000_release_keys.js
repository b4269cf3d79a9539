// @ts-check
const { createHash } = require('node:crypto');

/** Characters of a key in hexadecimal, before and after. */
const SHORT = 8;
const LONG = 32;

/**
 * @param {string} release JSON of a Release
 */
function hashOf(release) {
  /** @type {{ images: Array<{ name: string, tag?: string, digest?: string }> }} */
  const { images } = JSON.parse(release);
  const references = images.map(
    ({ name, tag, digest }) =>
      `${name}${tag === undefined ? '' : `:${tag}`}${
        digest === undefined ? '' : `@${digest}`
      }`,
  );
  return createHash('sha256')
    .update(references.sort().join('\n'))
    .digest('hex');
}

/**
 * Keys of Releases have 128 bits instead of 32. Only those of promotions that are under way are looked up, so only those are
 * written anew, and only where the recorded Release is the one that the short key was made of.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const rows = await knex('promotions')
    .whereNotNull('active_key')
    .select('id', 'entity_ref', 'to_environment', 'release', 'release_key');
  for (const row of rows) {
    const hash = hashOf(row.release);
    if (row.release_key === hash.slice(0, SHORT)) {
      const key = hash.slice(0, LONG);
      await knex('promotions')
        .where({ id: row.id })
        .update({
          release_key: key,
          active_key: `${row.entity_ref}|${row.to_environment}|${key}`,
        });
    }
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  const rows = await knex('promotions')
    .whereNotNull('active_key')
    .select('id', 'entity_ref', 'to_environment', 'release_key');
  for (const row of rows) {
    const key = row.release_key.slice(0, SHORT);
    await knex('promotions')
      .where({ id: row.id })
      .update({
        release_key: key,
        active_key: `${row.entity_ref}|${row.to_environment}|${key}`,
      });
  }
};
