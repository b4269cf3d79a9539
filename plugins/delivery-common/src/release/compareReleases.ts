import type { ImageChange, Release, ReleaseImage } from './Release';

type Version = Pick<ReleaseImage, 'tag' | 'digest'>;

/** A digest says it all: charts of Helm leave out the tag beside one, or do not. */
function sameVersion(one: Version, other: Version): boolean {
  const isTagLeftOut =
    one.digest !== undefined &&
    (one.tag === undefined || other.tag === undefined);
  return one.digest === other.digest && (isTagLeftOut || one.tag === other.tag);
}

function versionOf({ tag, digest }: Version): Version {
  return {
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

function group(release: Release): Map<string, ReleaseImage[]> {
  const groups = new Map<string, ReleaseImage[]>();
  for (const image of release.images) {
    groups.set(image.name, [...(groups.get(image.name) ?? []), image]);
  }
  return groups;
}

/**
 * What would change in the target if it took over the source's Release, image by image and in the source's order.
 *
 * An image may run in two versions at once (a job of an older one, a rolling update): only versions that the target
 * lacks count as a change. Images that only the target has are its own and no change. `unknown` when either Release is
 * not known.
 *
 * @public
 */
export function compareReleases(
  source: Release | undefined,
  target: Release | undefined,
): ImageChange[] | 'unknown' {
  if (!source?.images.length || !target?.images.length) {
    return 'unknown';
  }
  const running = group(target);
  const changes: ImageChange[] = [];
  for (const [name, wanted] of group(source)) {
    const current = running.get(name) ?? [];
    const to = wanted.find(image => !current.some(c => sameVersion(c, image)));
    if (to) {
      const from =
        current.find(image => !wanted.some(w => sameVersion(w, image))) ??
        current[0];
      changes.push({
        name,
        ...(from ? { from: versionOf(from) } : {}),
        to: versionOf(to),
      });
    }
  }
  return changes;
}
