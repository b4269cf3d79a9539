// @ts-check

/**
 * A promotion to a protected environment is approved by somebody, or asked for by somebody who may approve. What was merged
 * before this was recorded stays without an answer.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('promotions', table => {
    table
      .boolean('requires_approval')
      .nullable()
      .comment('Whether the target is protected');
    table
      .boolean('requester_may_approve')
      .nullable()
      .comment('Whether whoever asked for it may approve it too');
    table
      .text('approvals')
      .nullable()
      .comment('JSON: who approved which commit, when and why');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('promotions', table => {
    table.dropColumns(
      'requires_approval',
      'requester_may_approve',
      'approvals',
    );
  });
};
