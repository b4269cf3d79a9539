import {
  checkServiceTree,
  diagnoseNoManifest,
  serviceAround,
} from '@stonegarden/gitops-manifests';
import { DEFAULT_API_GROUP, type Layer } from '@stonegarden/service-manifest';
import { relative, sep } from 'node:path';
import { CliContext, EXIT, wantsColors } from '../CliContext';
import { type Format, formats } from '../format/formats';
import { printable } from '../format/printable';
import { byRoot } from './byRoot';
import type { Finding, LintReport } from './LintReport';
import { readDeployFiles } from './readDeployFiles';
import {
  fromRoot,
  inRoot,
  readTree,
  realPathOf,
  type RepositoryTree,
} from './readTree';

/**
 * What can be set when linting.
 *
 * @internal
 */
export interface LintOptions {
  format: Format;
  maxWarnings?: number;
  root?: string;
  apiGroup?: string;
  layers?: Record<string, Layer>;
  protectedEnvironments?: string[];
  floatingTags?: string[];
  reservedNamespaces?: string[];
}

/**
 * Checks what lies below paths, prints what is found, and gives the exit code. Rejects with UsageError for a path that is
 * not there.
 *
 * @internal
 */
export async function runLint(
  paths: string[],
  options: LintOptions,
  context: CliContext,
): Promise<number> {
  const cwd = await realPathOf(context.cwd, '.');
  const report: LintReport = {
    findings: [],
    services: 0,
    errors: 0,
    warnings: 0,
  };
  let isComplete = true;
  for (const [root, inside] of await byRoot(paths, options.root, context)) {
    const tree = await readTree(root, inside);
    const { diagnostics, services, foreign } = checkServiceTree(
      { ...tree, others: await readOthers(root, tree) },
      options,
    );
    const chosen = inside.map(path => inRoot(root, path));
    const isChosen = (path: string) =>
      chosen.some(
        one => one === '' || path === one || path.startsWith(`${one}/`),
      );
    const nameOf = (path: string) =>
      relative(cwd, fromRoot(root, path)).split(sep).join('/') || '.';
    for (const { path, reason } of tree.unreadable.filter(one =>
      isChosen(one.path),
    )) {
      isComplete = false;
      context.complain(
        `stonegarden: ${printable(nameOf(path))} cannot be read: ${reason}\n`,
      );
    }
    const own = services.filter(isChosen);
    report.services += own.length;
    const isExplained = diagnostics.some(
      ({ code, file }) => code === 'api-group-unknown' && isChosen(file),
    );
    const nothing =
      own.length === 0 && !isExplained
        ? diagnoseNoManifest(
            foreign.filter(isChosen),
            options.apiGroup ?? DEFAULT_API_GROUP,
          )
        : [];
    report.findings.push(
      ...[...diagnostics, ...nothing]
        .filter(({ file }) => isChosen(file))
        .map((one): Finding => {
          const source = tree.files.get(one.file)?.split('\n')[one.line - 1];
          return { ...one, file: nameOf(one.file), ...(source && { source }) };
        }),
    );
  }
  for (const { severity } of report.findings) {
    report[severity === 'error' ? 'errors' : 'warnings'] += 1;
  }
  context.print(formats[options.format](report, wantsColors(context)));
  return exitCode(report, isComplete, options.maxWarnings, context);
}

/** The YAML files that deploy the services and guard them; undefined when not all files can be read. */
async function readOthers(root: string, tree: RepositoryTree) {
  const { files, unreadable } = await readDeployFiles(root);
  if (unreadable.length > 0) {
    return undefined;
  }
  const folders = new Set(tree.paths.keys());
  return new Map(
    [...files].filter(([path]) => {
      const folder = serviceAround(path, folders);
      // What lies directly beside a service.yaml deploys it; what lies deeper is what is deployed.
      return (
        /\.ya?ml$/i.test(path) &&
        !tree.files.has(path) &&
        (folder === undefined ||
          !path.slice(folder ? folder.length + 1 : 0).includes('/'))
      );
    }),
  );
}

function exitCode(
  { errors, warnings }: LintReport,
  isComplete: boolean,
  maxWarnings: number | undefined,
  { complain }: CliContext,
): number {
  const tooMany = maxWarnings !== undefined && warnings > maxWarnings;
  if (tooMany && errors === 0) {
    complain(
      `stonegarden: more warnings (${warnings}) than --max-warnings ${maxWarnings}\n`,
    );
  }
  if (!isComplete) {
    return EXIT.trouble;
  }
  return errors > 0 || tooMany ? EXIT.findings : EXIT.clean;
}
