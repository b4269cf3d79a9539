import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { ConfigSources } from '@backstage/config-loader';
import { isScalar, parseAllDocuments, visit } from 'yaml';

/**
 * Refuses to go on while a configuration file that the command line names asks for an environment variable that is not
 * set. Backstage itself leaves such a setting out, so that the portal would start without, say, the secret that its
 * webhooks are checked with. A setting that may be missing says so: `${NAME:-}`.
 *
 * @param args - the command line, as in `['--config', 'app-config.yaml']`
 * @throws Error that names each file with its variables
 */
export async function assertVariables(
  args: string[],
  env: Record<string, string | undefined>,
): Promise<void> {
  const complaints = [];
  for (const { type, target } of ConfigSources.parseArgs(args)) {
    const names =
      type === 'path'
        ? requiredVariables(await readFile(target, 'utf8')).filter(
            name => !env[name],
          )
        : [];
    if (names.length) {
      complaints.push(
        `${relative(process.cwd(), target)} needs ${names.join(', ')}.`,
      );
    }
  }
  if (complaints.length) {
    throw new Error(
      `Environment variables are not set. ${complaints.join(
        ' ',
      )} docs/guides/install.md says what each is.`,
    );
  }
}

/** Names in `${NAME}`, in the order of the file; `$${NAME}` is no variable, and `${NAME:-…}` can do without. */
function requiredVariables(text: string): string[] {
  const names = new Set<string>();
  for (const document of parseAllDocuments(text)) {
    visit(document, {
      Scalar(key, node) {
        if (key !== 'key' && isScalar(node) && typeof node.value === 'string') {
          for (const [, name] of node.value.matchAll(
            /(?<!\$)\$\{([^{}]*)\}/g,
          )) {
            if (!name.includes(':-')) {
              names.add(name.trim());
            }
          }
        }
      },
    });
  }
  return [...names];
}
