// @ts-check

/**
 * How many people have to approve a promotion, and of which groups: by the policy when it was opened, and by a stricter one since.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('promotions', table => {
    table
      .text('required_approvals')
      .nullable()
      .comment('JSON: count, groups, and whether others have to approve');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('promotions', table => {
    table.dropColumns('required_approvals');
  });
};
