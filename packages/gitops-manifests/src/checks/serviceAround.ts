/**
 * The folder of the nearest service around a file; undefined for a file of none.
 *
 * @param directories - folders of services
 * @public
 */
export function serviceAround(
  path: string,
  directories: ReadonlySet<string>,
): string | undefined {
  let folder = path;
  while (folder) {
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
    if (directories.has(folder)) {
      return folder;
    }
  }
  return undefined;
}
