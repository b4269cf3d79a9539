// @ts-check

/**
 * The portal opens a promotion of a Release by itself once, whichever backend sees that it was verified.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('promotions', table => {
    table
      .text('automatic')
      .nullable()
      .comment('Why the portal opened it by itself, as JSON');
    table
      .string('automatic_key')
      .nullable()
      .unique()
      .comment('Hash of the service, the environment and the Release');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('promotions', table => {
    table.dropUnique(['automatic_key']);
    table.dropColumn('automatic_key');
    table.dropColumn('automatic');
  });
};
