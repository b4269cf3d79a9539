import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCli } from '../runCli';

/** A folder with files in it, and the command run there. */
export async function folderWith(
  files: Record<string, string | Uint8Array>,
): Promise<{
  folder: string;
  run(
    args: string[],
    options?: {
      env?: Record<string, string>;
      isTerminal?: boolean;
      cwd?: string;
    },
  ): Promise<{ code: number; out: string; err: string }>;
  remove(): Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'stonegarden-cli-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, dirname(path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return {
    folder,
    async run(args, { env = {}, isTerminal = false, cwd = '.' } = {}) {
      let out = '';
      let err = '';
      const code = await runCli(args, {
        cwd: join(folder, cwd),
        env,
        isTerminal,
        print: text => {
          out += text;
        },
        complain: text => {
          err += text;
        },
      });
      return { code, out, err };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Text of a service.yaml with one environment, `dev`. */
export function manifestText(name: string, more: string = ''): string {
  return `apiVersion: platform.stonegarden.dev/v1alpha1
kind: Service
metadata:
  name: ${name}
spec:
  owner:
    team: product
  environments:
    - name: dev
      namespace: ${name}-dev
${more}`;
}

/** The files of a service without a fault. */
export function serviceFiles(
  name: string,
  more?: string,
): Record<string, string> {
  return {
    [`kubernetes/services/${name}/service.yaml`]: manifestText(name, more),
    [`kubernetes/services/${name}/environments/dev/kustomization.yaml`]: `namespace: ${name}-dev\n`,
  };
}
