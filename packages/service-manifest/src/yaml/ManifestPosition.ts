/**
 * A place in a file; line and column are counted from 1.
 *
 * @public
 */
// Assignable to JsonObject, which no interface is.
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions
export type ManifestPosition = { line: number; column: number };
