import type { Diagnostic } from '@stonegarden/service-manifest';

/**
 * A diagnostic whose file is named from the folder that the command runs in.
 *
 * @internal
 */
export type Finding = Diagnostic & {
  /** The line of the file, where it can be shown. */
  source?: string;
};

/**
 * What `lint` found.
 *
 * @internal
 */
export interface LintReport {
  /** In order of file, line and column. */
  findings: Finding[];
  /** How many manifests were checked. */
  services: number;
  errors: number;
  warnings: number;
}
