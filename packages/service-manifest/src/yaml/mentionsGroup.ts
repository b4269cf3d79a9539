/**
 * Whether a line of a text names an API group as its apiVersion: how a file that cannot be parsed is recognized as ours.
 *
 * @internal
 */
export function mentionsGroup(text: string, apiGroup: string): boolean {
  if (!text.includes(`${apiGroup}/`)) {
    return false;
  }
  return text.split('\n').some(line => {
    const [, value] = /^\s*['"]?apiVersion['"]?\s*:(.*)$/.exec(line) ?? [];
    return value !== undefined && value.includes(`${apiGroup}/`);
  });
}
