import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { parseAllDocuments } from 'yaml';
import { isFields } from '../KubernetesObject';
import type { ManifestRenderer, RenderOutcome } from '../ManifestRenderer';
import { collectKustomizeFiles } from './collectKustomizeFiles';
import { createTurns } from './createTurns';

const TIMEOUT_MS = 5_000;
const MAX_OUTPUT = 16 * 1024 * 1024;
const MAX_MESSAGE = 500;
/** Processes at a time: each may take some hundred megabytes. */
const MAX_PROCESSES = 2;

/** Nothing listens on port 9, so that no request gets anywhere; the files that lead to one are refused before. */
const NO_NETWORK = Object.fromEntries(
  ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'].flatMap(name =>
    [name, name.toLowerCase()].map(each => [each, 'http://127.0.0.1:9']),
  ),
);

/** What a process said: its output, or why it ended otherwise. */
type Run =
  | { ok: true; stdout: string }
  | { ok: false; code: number | string | null | undefined; stderr: string };

/** Without a shell, and with nothing of this process's environment. */
function run(
  program: string,
  folder: string,
  home: string,
  signal: AbortSignal,
): Promise<Run> {
  return new Promise(resolve => {
    execFile(
      program,
      ['build', '--load-restrictor', 'LoadRestrictionsRootOnly', folder],
      {
        cwd: home,
        env: {
          HOME: home,
          TMPDIR: home,
          GOMEMLIMIT: '256MiB',
          GOMAXPROCS: '1',
          ...NO_NETWORK,
        },
        encoding: 'utf8',
        maxBuffer: MAX_OUTPUT,
        timeout: TIMEOUT_MS,
        killSignal: 'SIGKILL',
        signal,
        shell: false,
        windowsHide: true,
      },
      (error, stdout, stderr) =>
        resolve(
          error
            ? { ok: false, code: error.code, stderr }
            : { ok: true, stdout },
        ),
    ).stdin?.end();
  });
}

async function write(home: string, files: ReadonlyMap<string, string>) {
  for (const [path, text] of files) {
    const full = join(home, path);
    await mkdir(dirname(full), { recursive: true });
    await writeFile(full, text, { flag: 'wx' });
  }
}

function read(output: string): RenderOutcome | undefined {
  const values = parseAllDocuments(output).map(document => {
    return document.errors.length > 0 ? undefined : document.toJS();
  });
  return values.every(isFields)
    ? { status: 'rendered', manifests: values }
    : undefined;
}

/**
 * The real kustomize, for what the portal does not render by itself: name prefixes, replacements and patches of lists among
 * others. It gets the files that the folder leads to, in a folder of its own, and neither network, plugins nor charts.
 *
 * @param program - path of kustomize 5
 */
export function createKustomizeRenderer(program: string): ManifestRenderer {
  const inTurn = createTurns(MAX_PROCESSES);
  return {
    id: 'kustomize',

    async render(request, { signal }) {
      const collected = await collectKustomizeFiles(request, signal);
      if (!collected.ok) {
        return { status: 'unsupported', reason: collected.reason };
      }
      const home = await mkdtemp(join(tmpdir(), 'stonegarden-kustomize-'));
      try {
        await write(home, collected.files);
        const ran = await inTurn(() =>
          run(program, join(home, request.folder), home, signal),
        );
        signal.throwIfAborted();
        if (ran.ok) {
          const rendered = read(ran.stdout);
          if (rendered) {
            return rendered;
          }
          throw new Error('kustomize wrote what is not a list of manifests');
        }
        if (typeof ran.code !== 'number') {
          throw new Error(`kustomize did not end by itself (${ran.code})`);
        }
        return {
          status: 'unknown',
          reason: createReason('ManifestsInvalid', {
            file: `${request.folder}/kustomization.yaml`,
            line: 1,
            column: 1,
            detail: ran.stderr
              .replaceAll(`${home}/`, '')
              .replaceAll(home, '')
              .replace(/\s+/g, ' ')
              .trim()
              .slice(0, MAX_MESSAGE),
          }),
        };
      } finally {
        await rm(home, { recursive: true, force: true });
      }
    },
  };
}
