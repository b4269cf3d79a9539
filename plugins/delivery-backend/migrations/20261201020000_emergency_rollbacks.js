// @ts-check

/**
 * Rollbacks that were made in Argo CD, past Git. Times are ISO 8601 texts in UTC, as in `promotions`.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('emergency_rollbacks', table => {
    table.comment('Every rollback that was asked for in Argo CD, past Git');
    table.string('id', 36).primary().notNullable();
    table.string('entity_ref').notNullable();
    table.string('environment').notNullable();
    table.string('deployment_id', 36).notNullable();
    table
      .string('active_key')
      .nullable()
      .comment('Entity, environment and deployment while not final, else null')
      .unique({ indexName: 'emergency_rollbacks_active_key_unique' });
    table.string('instance').notNullable().comment('Argo CD in app-config');
    table.string('application').notNullable().comment('namespace/name');
    table.text('release').nullable().comment('JSON; null when not known');
    table.string('method').notNullable();
    table.string('revision').notNullable().comment('Commit to run again');
    table
      .integer('last_history_id')
      .notNullable()
      .comment("Newest entry of Argo CD's history before; -1 for none");
    table.string('status').notNullable();
    table.text('problem').nullable().comment('JSON');
    table.text('reason').notNullable().comment("In the person's own words");
    table.string('requested_by').notNullable();
    table
      .text('requester')
      .notNullable()
      .comment('JSON: who the pull request is opened for');
    table.string('requested_at').notNullable();
    table
      .string('accepted_at')
      .nullable()
      .comment('When Argo CD said that it would do it');
    table.string('applied_at').nullable();
    table.string('finished_at').nullable();
    table.string('promotion_id', 36).nullable();
    table.index(
      ['entity_ref', 'environment', 'requested_at'],
      'emergency_rollbacks_entity_ref_idx',
    );
    table.index(['status'], 'emergency_rollbacks_status_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('emergency_rollbacks');
};
