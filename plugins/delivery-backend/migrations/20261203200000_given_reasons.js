// @ts-check

/**
 * What a promotion's reason was given for, so that it does not let through what came up since.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('promotions', table => {
    table
      .text('reason_given_for')
      .nullable()
      .comment(
        'JSON: what gates said that asked for a reason; null for everything',
      );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('promotions', table => {
    table.dropColumns('reason_given_for');
  });
};
