// @ts-check
const { createHash } = require('node:crypto');

const KEY_LENGTH = 32;

/**
 * @param {string} release JSON of a Release
 */
function toColumns(release) {
  /** @type {{ images: Array<{ name: string, tag?: string, digest?: string }> }} */
  const { images } = JSON.parse(release);
  const text = images
    .map(
      ({ name, tag, digest }) =>
        `${name}${tag === undefined ? '' : `:${tag}`}${
          digest === undefined ? '' : `@${digest}`
        }`,
    )
    .sort()
    .join('\n');
  return {
    release_text: text,
    release_key: createHash('sha256')
      .update(text)
      .digest('hex')
      .slice(0, KEY_LENGTH),
  };
}

/**
 * How a deployment came about, who brought it, and whether it was rolled back. `facts_at` is null until that was found out.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('deployments', table => {
    table
      .string('release_key', KEY_LENGTH)
      .nullable()
      .comment('Hash of the Release; null when it is not known');
    table
      .text('release_text')
      .nullable()
      .comment('References of its images, a line each');
    table
      .text('initiated_by')
      .nullable()
      .comment("Argo CD's account that asked for the first sync");
    table
      .boolean('automated')
      .nullable()
      .comment('Argo CD began the first sync by itself');
    table.text('commit_title').nullable();
    table.text('commit_author').nullable();
    table.string('committed_at').nullable();
    table.text('commit_url').nullable();
    table
      .string('named_at')
      .nullable()
      .comment(
        'When its Release was first named in Git; null where the environment had run it before',
      );
    table.string('cause').nullable();
    table.text('caused_by').nullable();
    table.string('emergency_id', 36).nullable();
    table.string('rolled_back_at').nullable();
    table.text('rolled_back_by').nullable();
    table.text('rolled_back_reason').nullable();
    table.string('facts_at').nullable();
    table.index(['entity_ref', 'started_at'], 'deployments_service_idx');
    table.index(
      ['entity_ref', 'facts_at', 'started_at'],
      'deployments_facts_idx',
    );
    table.index(
      ['entity_ref', 'release_key', 'started_at'],
      'deployments_release_idx',
    );
    table.index(
      ['entity_ref', 'environment', 'started_at'],
      'deployments_environment_idx',
    );
    table.index(['revision'], 'deployments_revision_idx');
  });
  const releases = await knex('deployments')
    .whereNotNull('release')
    .distinct('release');
  for (const { release } of releases) {
    await knex('deployments').where({ release }).update(toColumns(release));
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('deployments', table => {
    table.dropIndex([], 'deployments_service_idx');
    table.dropIndex([], 'deployments_facts_idx');
    table.dropIndex([], 'deployments_release_idx');
    table.dropIndex([], 'deployments_environment_idx');
    table.dropIndex([], 'deployments_revision_idx');
  });
  await knex.schema.alterTable('deployments', table => {
    table.dropColumns(
      'release_key',
      'release_text',
      'initiated_by',
      'automated',
      'commit_title',
      'commit_author',
      'committed_at',
      'commit_url',
      'named_at',
      'cause',
      'caused_by',
      'emergency_id',
      'rolled_back_at',
      'rolled_back_by',
      'rolled_back_reason',
      'facts_at',
    );
  });
};
