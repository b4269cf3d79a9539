// @ts-check

/**
 * Times are ISO 8601 texts in UTC: they sort as they are, and mean the same in SQLite and PostgreSQL.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('promotions', table => {
    table.comment('Every promotion that was asked for, and what became of it');
    table.string('id', 36).primary().notNullable();
    table.string('entity_ref').notNullable();
    table.string('from_environment').notNullable();
    table.string('to_environment').notNullable();
    table
      .string('target_cluster')
      .notNullable()
      .comment('With the namespace: where to find the Application');
    table.string('target_namespace').notNullable();
    table
      .string('release_key')
      .notNullable()
      .comment('Hash of the promoted Release');
    table
      .string('active_key')
      .nullable()
      .comment('Entity, environment and Release while not final, else null')
      .unique({ indexName: 'promotions_active_key_unique' });
    table.text('changes').notNullable().comment('JSON');
    table.text('release').notNullable().comment('JSON');
    table.string('status').notNullable();
    table.text('reason').nullable();
    table
      .text('source_url')
      .notNullable()
      .comment("Address of the service's folder at the Git host");
    table.string('repository').notNullable().comment('host/owner/name');
    table.string('base_commit').notNullable();
    table.integer('pull_request_number').nullable();
    table.text('pull_request_url').nullable();
    table.text('pull_request_title').nullable();
    table.string('merge_commit').nullable();
    table.string('requested_by').notNullable();
    table.string('created_at').notNullable();
    table.string('updated_at').notNullable();
    table.string('merged_at').nullable();
    table.string('finished_at').nullable();
    table.index(['entity_ref', 'created_at'], 'promotions_entity_ref_idx');
    table.index(['status'], 'promotions_status_idx');
    table.index(
      ['repository', 'pull_request_number'],
      'promotions_pull_request_idx',
    );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('promotions');
};
