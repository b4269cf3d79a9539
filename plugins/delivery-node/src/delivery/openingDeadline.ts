/**
 * For all that delivery-backend does to open a promotion, together: planning, judging the gates, asking the Git host, and
 * looking for what became of a lost answer. A person waits, and whoever called it waits a little longer than this.
 *
 * @public
 */
export const OPENING_DEADLINE_MS = 50_000;
