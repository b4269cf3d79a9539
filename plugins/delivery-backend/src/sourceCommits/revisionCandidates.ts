import type { GitRevision } from '@stonegarden/backstage-plugin-delivery-node';

const VERSION = /^(v?)(\d+(?:\.\d+)*(?:[-.][0-9A-Za-z.-]+)?)$/;
/** Tags of images have nothing else, and some of it Git does not take. */
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const HASH = /^g?([0-9a-f]{7,40})$/;

/** Whether digits are meant as a commit: a date, a build number or a word is not. */
function isHash(part: string, isAlone: boolean): boolean {
  return (
    part.length === 40 || isAlone || /\d/.test(part) === /[a-f]/.test(part)
  );
}

function isGitTag(tag: string): boolean {
  return (
    TAG.test(tag) &&
    !tag.includes('..') &&
    !tag.endsWith('.') &&
    !tag.endsWith('.lock')
  );
}

/** The commit that a part of a tag names: `abc1234`, `sha-abc1234`, `1.2.3-abc1234`, `v1.2.3-4-gabc1234`. */
function commitsIn(tag: string): string[] {
  const parts = tag.split(/[-_.]/);
  return parts.flatMap((part, index) => {
    const [, commit] = HASH.exec(part) ?? [];
    const isNamed =
      part.startsWith('g') || ['sha', 'git'].includes(parts[index - 1]);
    return commit && isHash(commit, isNamed) ? [commit] : [];
  });
}

/**
 * What may name the source of an image by its tag, the likeliest first: a Git tag of the same name, with or without `v` before a
 * version, then a commit that the tag has in it. Empty for tags that name no version, such as `latest`.
 */
export function revisionCandidates(tag: string | undefined): GitRevision[] {
  if (!tag || !/\d/.test(tag) || !isGitTag(tag)) {
    return [];
  }
  const [, v, version] = VERSION.exec(tag) ?? [];
  const tags = version ? [tag, v ? version : `v${version}`] : [tag];
  const [commit] = commitsIn(tag).reverse();
  return [
    ...(commit === tag ? [{ commit }] : []),
    ...tags.map(name => ({ tag: name })),
    ...(commit && commit !== tag ? [{ commit }] : []),
  ];
}
