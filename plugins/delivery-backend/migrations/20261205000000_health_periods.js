// @ts-check

/**
 * Whether a deployment that was healthy stayed so. Nothing is filled in: of deployments that ended before, it is not known.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('deployments', table => {
    table
      .string('last_healthy_since')
      .nullable()
      .comment(
        'When the period began in which it was seen healthy last; null where that was not recorded',
      );
    table
      .string('degraded_at')
      .nullable()
      .comment(
        'When it became Degraded after it had been healthy; null once it is seen healthy again',
      );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('deployments', table => {
    table.dropColumns('last_healthy_since', 'degraded_at');
  });
};
