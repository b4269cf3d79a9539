import { planVersionChange } from '@stonegarden/gitops-manifests';
import {
  convertManifest,
  DEFAULT_API_GROUP,
  type Diagnostic,
  formatDiagnostic,
} from '@stonegarden/service-manifest';
import { rename, writeFile } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { CliContext, EXIT } from '../CliContext';
import { printable } from '../format/printable';
import { byRoot } from '../lint/byRoot';
import { readDeployFiles } from '../lint/readDeployFiles';
import {
  fromRoot,
  inRoot,
  readTree,
  realPathOf,
  type RepositoryTree,
} from '../lint/readTree';

const TO = 'v1beta1';
const FROM = 'v1alpha1';

/**
 * What can be set when migrating.
 *
 * @internal
 */
export interface MigrateOptions {
  write?: boolean;
  root?: string;
  apiGroup?: string;
}

/** What becomes of one repository. */
interface Migration {
  root: string;
  /** Whole new texts, with a line for each change; ApplicationSets first. */
  edits: Array<{ path: string; text: string; changes: string[] }>;
  /** How many of the edits are manifests. */
  converted: number;
  /** Manifests that cannot be converted, and stay as they are. */
  invalid: Diagnostic[];
  /** What stops the whole of it. */
  obstacles: Diagnostic[];
  /** Whether an ApplicationSet was found that selects manifests. */
  hasSets: boolean;
}

/**
 * Converts the manifests below paths to the newest version of their schema, or shows what that would change, together with the
 * ApplicationSets that select manifests by their version. Gives the exit code: 1 when a manifest cannot be converted, which
 * then stays as it is, or when an ApplicationSet would lose or gain a service, and then nothing is written.
 *
 * @internal
 */
export async function runMigrate(
  paths: string[],
  { write = false, root: given, apiGroup }: MigrateOptions,
  context: CliContext,
): Promise<number> {
  const cwd = await realPathOf(context.cwd, '.');
  const migrations: Migration[] = [];
  let isComplete = true;
  const nameIn = (root: string) => (path: string) =>
    relative(cwd, fromRoot(root, path)).split(sep).join('/') || '.';
  for (const [root, inside] of await byRoot(paths, given, context)) {
    const tree = await readTree(root, inside);
    const chosen = inside.map(path => inRoot(root, path));
    const isChosen = (path: string) =>
      chosen.some(
        one => one === '' || path === one || path.startsWith(`${one}/`),
      );
    const { files, unreadable } = await readDeployFiles(root);
    const troubles = new Map(
      [...tree.unreadable.filter(one => isChosen(one.path)), ...unreadable].map(
        one => [one.path, one.reason],
      ),
    );
    isComplete &&= troubles.size === 0;
    for (const [path, reason] of troubles) {
      context.complain(
        `stonegarden: ${printable(
          nameIn(root)(path),
        )} cannot be read: ${reason}\n`,
      );
    }
    migrations.push(migrate(root, tree, files, isChosen, apiGroup));
  }
  for (const { root, edits, invalid, obstacles } of migrations) {
    const nameOf = nameIn(root);
    for (const one of [...invalid, ...obstacles]) {
      const line = formatDiagnostic({ ...one, file: nameOf(one.file) });
      context.complain(`${printable(line)}\n`);
    }
    for (const { path, changes } of edits) {
      const lines = changes.map(change => `  ${printable(change)}\n`);
      context.print(`${printable(nameOf(path))}\n${lines.join('')}`);
    }
  }
  const isStopped = migrations.some(({ obstacles }) => obstacles.length > 0);
  const converted = migrations.reduce((sum, one) => sum + one.converted, 0);
  if (converted > 0 && migrations.some(({ hasSets }) => !hasSets)) {
    context.print(
      `No ApplicationSet here reads service manifests: if one elsewhere selects them by apiVersion, let it accept ${TO} first.\n`,
    );
  }
  if (write && !isStopped && isComplete) {
    for (const { root, edits } of migrations) {
      for (const { path, text } of edits) {
        await replaceFile(fromRoot(root, path), text);
      }
    }
  }
  context.print(summaryOf(converted, { write, isStopped, isComplete }));
  if (!isComplete) {
    return EXIT.trouble;
  }
  return isStopped || migrations.some(({ invalid }) => invalid.length > 0)
    ? EXIT.findings
    : EXIT.clean;
}

function migrate(
  root: string,
  tree: RepositoryTree,
  deployed: ReadonlyMap<string, string>,
  isChosen: (path: string) => boolean,
  apiGroup: string = DEFAULT_API_GROUP,
): Migration {
  const edits: Migration['edits'] = [];
  const invalid: Diagnostic[] = [];
  const manifests = [...tree.files]
    .filter(([path]) => /(?:^|\/)service\.yaml$/.test(path))
    .map(([path, before]) => {
      const result = isChosen(path)
        ? convertManifest(before, { to: TO, path, apiGroup })
        : undefined;
      if (result?.kind === 'invalid') {
        invalid.push(...result.diagnostics);
      }
      if (result?.kind !== 'converted' || result.changes.length === 0) {
        return { path, before, after: before };
      }
      edits.push({ path, text: result.text, changes: result.changes });
      return { path, before, after: result.text };
    });
  const plan = planVersionChange(deployed, manifests, {
    apiGroup,
    from: FROM,
    to: TO,
  });
  return {
    root,
    edits: [...plan.edits, ...edits],
    converted: edits.length,
    invalid,
    obstacles: plan.obstacles,
    hasSets: plan.hasSets,
  };
}

function summaryOf(
  converted: number,
  at: { write: boolean; isStopped: boolean; isComplete: boolean },
): string {
  const files = `${converted} ${converted === 1 ? 'file' : 'files'}`;
  if (at.isStopped) {
    return `Nothing ${
      at.write ? 'was written' : 'would be written'
    }: an ApplicationSet would not select the same services afterwards.\n`;
  }
  if (!at.write) {
    return `${files} would be converted; use --write to do so.\n`;
  }
  return at.isComplete
    ? `${files} converted.\n`
    : 'Nothing was written, because not all files could be read.\n';
}

/** A file is whole before it takes the old one's place. */
async function replaceFile(path: string, text: string): Promise<void> {
  const next = `${path}.${process.pid}.new`;
  await writeFile(next, text);
  await rename(next, path);
}
