/**
 * Something a person can act on: printed as text, without a stack trace.
 * Whatever is not a Failure is a mistake of ours and keeps its stack.
 */
export class Failure extends Error {
  /**
   * @param {string} message what is wrong, in one sentence
   * @param {{ advice?: string | string[], output?: string, cause?: unknown }} [more]
   *   advice: what to do about it; output: the last lines of the program that failed
   */
  constructor(message, { advice = [], output = '', cause } = {}) {
    super(message, { cause });
    this.name = 'Failure';
    this.advice = [advice].flat();
    this.output = output;
  }
}

/**
 * The text for the terminal.
 * @param {unknown} error
 * @returns {string}
 */
export function describeFailure(error) {
  if (!(error instanceof Failure)) {
    return error instanceof Error ? error.stack ?? error.message : `${error}`;
  }
  const parts = [];
  if (error.output.trim()) {
    parts.push(
      error.output
        .trimEnd()
        .split('\n')
        .map(line => `  | ${line}`)
        .join('\n'),
    );
  }
  parts.push(`✗ ${error.message}`);
  parts.push(...error.advice.map(line => `  ${line}`));
  return parts.join('\n');
}
