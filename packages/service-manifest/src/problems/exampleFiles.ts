/**
 * Splits an example of several files, each of which begins with a line `# <path>`, into texts by path. An example
 * without such lines is the one file that is given.
 *
 * @param single - path of an example that names none
 * @public
 */
export function exampleFiles(
  example: string,
  single: string = 'kubernetes/services/shelf/service.yaml',
): Map<string, string> {
  const files = new Map<string, string>();
  let path = single;
  for (const line of example.split(/(?<=\n)/)) {
    const begins = /^# ([^ ]+\.ya?ml)\n$/.exec(line);
    if (begins) {
      path = begins[1];
      files.set(path, '');
    } else {
      files.set(path, `${files.get(path) ?? ''}${line}`);
    }
  }
  return files;
}
