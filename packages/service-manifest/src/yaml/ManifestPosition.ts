/**
 * A place in a file; line and column are counted from 1.
 *
 * @public
 */
export type ManifestPosition = { line: number; column: number };
