// @ts-check

/**
 * What is asked of the Git host is recorded before it is asked, so that a lost answer can be looked for.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('promotions', table => {
    table.string('branch').nullable().comment('Branch of the pull request');
    table
      .string('base_branch')
      .nullable()
      .comment('Branch that the pull request is to be merged into');
    table
      .text('intent')
      .nullable()
      .comment(
        'JSON: the files as they shall be, and the texts that go with them',
      );
    table
      .string('head_commit')
      .nullable()
      .comment('The commit that was made for the pull request');
    table
      .text('pull_request_facts')
      .nullable()
      .comment('JSON: what the Git host said about the pull request last');
    table
      .text('told')
      .nullable()
      .comment('JSON: the comments and the commit status that were written');
    table
      .string('lease_holder')
      .nullable()
      .comment('The run that has the promotion in hand');
    table.string('lease_until').nullable();
    table.index(['repository', 'branch'], 'promotions_branch_idx');
  });
  const rows = await knex('promotions').select(
    'id',
    'entity_ref',
    'to_environment',
    'release_key',
  );
  for (const row of rows) {
    const name = row.entity_ref.split('/').pop();
    await knex('promotions')
      .where({ id: row.id })
      .update({
        branch: `stonegarden/promote/${name}-${row.to_environment}-${row.release_key}`,
      });
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('promotions', table => {
    table.dropIndex(['repository', 'branch'], 'promotions_branch_idx');
    table.dropColumns(
      'branch',
      'base_branch',
      'intent',
      'head_commit',
      'pull_request_facts',
      'told',
      'lease_holder',
      'lease_until',
    );
  });
};
