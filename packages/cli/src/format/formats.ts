import type { LintReport } from '../lint/LintReport';
import { formatGithub } from './formatGithub';
import { formatHuman } from './formatHuman';
import { formatJson } from './formatJson';
import { formatSarif } from './formatSarif';

/**
 * How findings are printed, by the name of the format.
 *
 * @internal
 */
export const formats = {
  human: formatHuman,
  json: formatJson,
  sarif: formatSarif,
  github: formatGithub,
} satisfies Record<string, (report: LintReport, colors: boolean) => string>;

/** @internal */
export type Format = keyof typeof formats;

/** @internal */
export function isFormat(name: string): name is Format {
  return Object.hasOwn(formats, name);
}
