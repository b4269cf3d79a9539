// @ts-check

/**
 * A settle time has to be known to every backend, and to outlive a restart.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('promotions', table => {
    table
      .string('settling_since')
      .nullable()
      .comment("ISO time by this backend's clock");
    table
      .text('settling_mark')
      .nullable()
      .comment('State of the target that is to stay');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('promotions', table => {
    table.dropColumns('settling_since', 'settling_mark');
  });
};
