// @ts-check

/**
 * A reason is a code with parameters. What was recorded before has a sentence only, and is read as the code `Recorded`.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('promotions', table => {
    table
      .string('reason_code')
      .nullable()
      .comment('Code of the reason; its message is in `reason`');
    table.text('reason_params').nullable().comment('JSON');
    table
      .string('reason_changes_at')
      .nullable()
      .comment('ISO time at which the reason changes by itself');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('promotions', table => {
    table.dropColumns('reason_code', 'reason_params', 'reason_changes_at');
  });
};
