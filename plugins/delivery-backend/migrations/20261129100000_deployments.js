// @ts-check

/**
 * Times are ISO 8601 texts in UTC, as in `promotions`. When a deployment ended is not a column: it is when the next one began.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('deployments', table => {
    table.comment('Which Release ran in which environment from when on');
    table.string('id', 36).primary().notNullable();
    table.string('entity_ref').notNullable();
    table.string('environment').notNullable();
    table.string('instance').notNullable().comment('Argo CD in app-config');
    table.string('application').notNullable().comment('namespace/name');
    table.text('release').nullable().comment('JSON; null when not known');
    table.string('started_at').notNullable();
    table.string('revision').notNullable().comment('Commit of the first sync');
    table
      .string('last_synced_at')
      .notNullable()
      .comment('Last sync that changed nothing here');
    table.string('last_revision').notNullable();
    table.string('healthy_since').nullable();
    table.string('outcome').nullable();
    table.string('promotion_id', 36).nullable();
    table.unique(
      [
        'entity_ref',
        'environment',
        'instance',
        'application',
        'started_at',
        'revision',
      ],
      { indexName: 'deployments_sync_unique' },
    );
    table.unique(['promotion_id'], {
      indexName: 'deployments_promotion_unique',
    });
    table.index(['started_at'], 'deployments_started_at_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('deployments');
};
