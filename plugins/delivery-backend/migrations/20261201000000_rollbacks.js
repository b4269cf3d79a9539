// @ts-check

/**
 * A rollback is a promotion the other way round, and a row of the same table.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('promotions', table => {
    table
      .text('rollback')
      .nullable()
      .comment('JSON: what goes back; null for a promotion');
    table
      .text('request_reason')
      .nullable()
      .comment("Why it was asked for, in the person's own words");
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('promotions', table => {
    table.dropColumns('rollback', 'request_reason');
  });
};
