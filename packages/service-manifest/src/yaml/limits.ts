/**
 * Limits for one file. A hand-written service.yaml is far below each of them; a file beyond one is an accident or an attack.
 *
 * @internal
 */
export const LIMITS = {
  /** Characters of one file. */
  fileSize: 256 * 1024,
  /** Uses of YAML aliases (`*name`) in one document. */
  aliases: 100,
  /** Keys and values of one document. */
  values: 5000,
  /** Collections within collections. */
  depth: 32,
  /** Diagnostics reported for one file; more of them help nobody. */
  diagnostics: 100,
} as const;
