/**
 * Where two JSON values differ in the names of their fields: `- path` for what only theirs has, `+ path` for what only ours has,
 * each once and without what is below. Elements of a list count as one, by `kind` where they have one.
 */
export function shapeDifferences(ours: unknown, theirs: unknown): string[] {
  const [here, there] = [pathsOf(ours), pathsOf(theirs)];
  return [...missing(there, here, '-'), ...missing(here, there, '+')].sort();
}

function missing(of: Set<string>, from: Set<string>, sign: string): string[] {
  const lacking = [...of].filter(path => !from.has(path));
  return lacking
    .filter(path => !lacking.some(other => isBelow(path, other)))
    .map(path => `${sign} ${path}`);
}

function isBelow(path: string, other: string): boolean {
  return (
    path !== other &&
    (path.startsWith(`${other}.`) || path.startsWith(`${other}[`))
  );
}

function pathsOf(value: unknown, path = ''): Set<string> {
  const below = Array.isArray(value)
    ? value.map(each => [`${path}[${Object(each).kind ?? ''}]`, each] as const)
    : Object.entries(
        typeof value === 'object' && value !== null ? value : {},
      ).map(([name, each]) => [path ? `${path}.${name}` : name, each] as const);
  return new Set([
    path,
    ...below.flatMap(([at, each]) => [...pathsOf(each, at)]),
  ]);
}
