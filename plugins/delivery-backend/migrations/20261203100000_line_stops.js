// @ts-check

/**
 * When the line was stopped, why, by whom, and until when. Times are ISO 8601 texts in UTC, as in `promotions`.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('line_stops', table => {
    table.comment('Every time that all promotions were held back');
    table.string('id', 36).primary().notNullable();
    table
      .string('active_key')
      .nullable()
      .comment('The same for all while the line is stopped, else null')
      .unique({ indexName: 'line_stops_active_key_unique' });
    table.text('reason').notNullable().comment("In the person's own words");
    table.string('stopped_by').notNullable();
    table.string('stopped_at').notNullable();
    table.string('resumed_by').nullable();
    table.string('resumed_at').nullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('line_stops');
};
