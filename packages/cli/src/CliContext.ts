/**
 * What the command needs of the process it runs in.
 *
 * @internal
 */
export interface CliContext {
  /** Folder that paths are relative to. */
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
  /** Whether a person looks at what is printed. */
  isTerminal: boolean;
  /** Standard output: what was asked for. */
  print(text: string): void;
  /** Standard error: why something could not be found. */
  complain(text: string): void;
}

/**
 * Exit codes: nothing found that fails; something found, or refused; a usage error, a path that cannot be read, or a portal that
 * does not answer.
 *
 * @internal
 */
export const EXIT = { clean: 0, findings: 1, trouble: 2 } as const;

/**
 * Something the user can fix, such as a path that does not exist: said without a stack trace.
 *
 * @internal
 */
export class UsageError extends Error {}

/**
 * The portal was asked and refuses: a gate, a right, or the state of things stands in the way. The message is the portal's.
 *
 * @internal
 */
export class RefusedError extends Error {}

/**
 * Whether to write in colors: to a terminal, unless `NO_COLOR` is set.
 *
 * @internal
 */
export function wantsColors({ env, isTerminal }: CliContext): boolean {
  return isTerminal && !env.NO_COLOR && env.TERM !== 'dumb';
}
