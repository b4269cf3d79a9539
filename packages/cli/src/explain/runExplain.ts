import {
  docsOf,
  explainProblem,
  problemCodes,
  suggest,
} from '@stonegarden/service-manifest';
import { createColors } from 'picocolors';
import { CliContext, EXIT, UsageError, wantsColors } from '../CliContext';

/**
 * Prints what a code means, with an example of what is wrong and what is right.
 *
 * @internal
 */
export function runExplain(code: string, context: CliContext): number {
  const problem = explainProblem(code);
  if (!problem) {
    const meant = suggest(code, problemCodes);
    throw new UsageError(
      `there is no code "${code}": ${
        meant
          ? `did you mean "${meant}"?`
          : `the codes are ${problemCodes.join(', ')}`
      }`,
    );
  }
  const { bold, red, green, dim } = createColors(wantsColors(context));
  const indent = (text: string) => text.trimEnd().replace(/^(?=.)/gm, '  ');
  context.print(
    `${[
      bold(`${code} (${problem.severity}): ${problem.title}`),
      problem.why,
      `${red('Wrong')}\n\n${indent(problem.wrong)}`,
      `${green('Right')}\n\n${indent(problem.right)}`,
      dim(docsOf(code)),
    ].join('\n\n')}\n`,
  );
  return EXIT.clean;
}
