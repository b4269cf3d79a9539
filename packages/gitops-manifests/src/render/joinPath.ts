/**
 * The path of an entry from the repository's root, as it is written in a folder; undefined when it leads out of the
 * repository.
 *
 * @internal
 */
export function joinPath(folder: string, entry: string): string | undefined {
  if (entry.startsWith('/')) {
    return undefined;
  }
  const parts: string[] = [];
  for (const part of `${folder}/${entry}`.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) {
        return undefined;
      }
    } else if (part !== '' && part !== '.') {
      parts.push(part);
    }
  }
  return parts.join('/');
}
