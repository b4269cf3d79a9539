import { InputError } from '@backstage/errors';

/**
 * A path without slashes at its ends, empty parts and `.`.
 *
 * @throws InputError when a part is `..`
 */
export function joinPath(...paths: string[]): string {
  const parts = paths
    .flatMap(path => path.split('/'))
    .filter(part => part !== '' && part !== '.');
  const path = parts.join('/');
  if (parts.includes('..')) {
    throw new InputError(
      `The folder "${path}" leaves the repository: write it without ".."`,
    );
  }
  return path;
}
