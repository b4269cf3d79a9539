// @ts-check

/**
 * Gates of a promotion are overridden for a time, by somebody who may.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('promotions', table => {
    table
      .text('overrides')
      .nullable()
      .comment('JSON: who overrode which gates, when, until when and why');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('promotions', table => {
    table.dropColumns('overrides');
  });
};
