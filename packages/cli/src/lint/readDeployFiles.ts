import { readFile } from 'node:fs/promises';
import { NotUtf8Error, readText } from './readText';
import { inRoot, type RepositoryTree } from './readTree';
import { reasonOf, walk } from './walk';

/** Files that people keep ApplicationSets in: plain, in charts, and in the languages that generate them. */
const MAY_DEPLOY =
  /\.(?:ya?ml|json|tpl|tmpl|gotmpl|jsonnet|libsonnet|cue|tf|hcl|star)$/i;

/**
 * Texts of all files of a repository that may hold ApplicationSets or parts of them, by path from its root: anywhere, hidden
 * folders included.
 *
 * @internal
 */
export async function readDeployFiles(
  root: string,
): Promise<Pick<RepositoryTree, 'files' | 'unreadable'>> {
  const paths: string[] = [];
  const unreadable: RepositoryTree['unreadable'] = [];
  const onTrouble = (path: string, reason: string) =>
    unreadable.push({ path: inRoot(root, path), reason });
  await walk(
    root,
    {
      onFile: path => {
        if (MAY_DEPLOY.test(path)) {
          paths.push(path);
        }
      },
      onFolder: () => {},
      onTrouble,
    },
    { hidden: true },
  );
  const files = new Map<string, string>();
  for (const path of paths.sort()) {
    try {
      files.set(inRoot(root, path), await readText(path));
    } catch (error) {
      if (error instanceof NotUtf8Error) {
        // What matters in it is ASCII, whatever the rest is.
        files.set(inRoot(root, path), await readFile(path, 'latin1'));
      } else {
        onTrouble(path, reasonOf(error));
      }
    }
  }
  return { files, unreadable };
}
