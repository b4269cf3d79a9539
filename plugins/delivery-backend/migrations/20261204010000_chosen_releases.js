// @ts-check

/**
 * Which Deployment's Release a promotion brings, where one was chosen out of the history.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('promotions', table => {
    table
      .text('chosen_release')
      .nullable()
      .comment(
        'JSON: id, environment and commit of the deployment; null for what Git named for the source',
      );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('promotions', table => {
    table.dropColumns('chosen_release');
  });
};
