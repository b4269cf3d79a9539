// @ts-check

/**
 * A failed promotion is rolled back automatically once, whichever backend sees it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('promotions', table => {
    table
      .string('automatic_for')
      .nullable()
      .unique()
      .comment(
        'Id of the failed promotion for which the portal opened this rollback',
      );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('promotions', table => {
    table.dropUnique(['automatic_for']);
    table.dropColumn('automatic_for');
  });
};
