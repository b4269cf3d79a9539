import type { GitFile } from '@stonegarden/backstage-plugin-delivery-node';
import type { ReleaseFile, ReleaseTree } from '../releases/ReleaseFile';

/** What the environment has, or had, to itself. */
export async function ownPlaces({
  environment,
  releaseFile,
  now,
  then,
}: {
  environment: string;
  releaseFile: ReleaseFile;
  now: ReleaseTree;
  then: ReleaseTree;
}): Promise<string[]> {
  const places = await Promise.all(
    [now, then].map(tree => releaseFile.ownPaths(tree, environment)),
  );
  return [...new Set(places.flat())];
}

/** The repository of now with what the environment has to itself as it was then. */
export function withOwnPlaces(
  now: ReleaseTree,
  {
    own,
    earlier,
    then,
  }: {
    own: readonly string[];
    earlier: ReadonlyMap<string, GitFile>;
    then: ReleaseTree;
  },
): ReleaseTree {
  const isOwn = (path: string) =>
    own.some(place => path === place || path.startsWith(`${place}/`));
  return {
    ...now,
    commit: then.commit,
    read: async path => (isOwn(path) ? earlier.get(path) : now.read(path)),
    async list(path) {
      if (isOwn(path)) {
        return then.list(path);
      }
      const prefix = path ? `${path}/` : '';
      const isHere = (place: string) =>
        place.startsWith(prefix) && !place.slice(prefix.length).includes('/');
      const entries = await now.list(path);
      const others = entries?.filter(({ name }) => !isOwn(`${prefix}${name}`));
      const were = own.some(isHere) ? await then.list(path) : [];
      const back = were?.filter(({ name }) => isOwn(`${prefix}${name}`)) ?? [];
      return entries || back.length > 0
        ? [...(others ?? []), ...back]
        : undefined;
    },
  };
}
