// @ts-check

/**
 * Promotions of several services together.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('trains', table => {
    table.string('id', 36).primary();
    table
      .string('active_key', 64)
      .nullable()
      .unique()
      .comment('Hash of target and services; null once it was asked anew');
    table.string('to_environment', 63).notNullable();
    table.string('pull_requests', 8).notNullable().comment('each or one');
    table.text('requested_by').notNullable();
    table.text('request_reason').nullable();
    table.string('created_at', 32).notNullable();
  });
  await knex.schema.createTable('train_members', table => {
    table.string('train_id', 36).notNullable();
    table.text('entity_ref').notNullable();
    table.integer('position').notNullable();
    table.string('from_environment', 63).notNullable();
    table.string('promotion_id', 36).nullable();
    table
      .string('opening_until', 32)
      .nullable()
      .comment(
        'When whoever opens its pull request has given up at the latest',
      );
    table.text('failure').nullable().comment('JSON: why it has no promotion');
    table.primary(['train_id', 'position']);
  });
  await knex.schema.alterTable('promotions', table => {
    table.string('train_id', 36).nullable().index();
    table
      .string('shared_id', 36)
      .nullable()
      .index()
      .comment('The same for all promotions of one pull request');
    table
      .text('shared_status')
      .nullable()
      .comment('Last commit status of a pull request that several share');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('promotions', table => {
    table.dropIndex('train_id');
    table.dropIndex('shared_id');
    table.dropColumns('train_id', 'shared_id', 'shared_status');
  });
  await knex.schema.dropTable('train_members');
  await knex.schema.dropTable('trains');
};
