// @ts-check

/**
 * What people were notified of: by one of all backends, once.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('promotion_notices', table => {
    table.string('promotion_id', 36).notNullable();
    table
      .string('key')
      .notNullable()
      .comment('What it says, and of which commit');
    table
      .string('claimed_at')
      .notNullable()
      .comment('When a backend took it in hand');
    table.string('sent_at').nullable().comment('When it was sent');
    table.primary(['promotion_id', 'key']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('promotion_notices');
};
