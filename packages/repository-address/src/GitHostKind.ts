/**
 * The Git hosts whose addresses are understood, by their names under `integrations` in the configuration of Backstage.
 *
 * @public
 */
export const GIT_HOST_KINDS = [
  'github',
  'gitlab',
  'gitea',
  'bitbucketCloud',
  'bitbucketServer',
  'azure',
] as const;

/**
 * One of {@link GIT_HOST_KINDS}.
 *
 * @public
 */
export type GitHostKind = (typeof GIT_HOST_KINDS)[number];

/**
 * Whether the type of an integration names a Git host whose addresses are understood.
 *
 * @public
 */
export function isGitHostKind(type: string | undefined): type is GitHostKind {
  return GIT_HOST_KINDS.some(kind => kind === type);
}

const SHAPES: Array<[RegExp, GitHostKind]> = [
  [/\/_git\//, 'azure'],
  [/\/(?:projects|users)\/[^/]+\/repos\//, 'bitbucketServer'],
  [/\/-\/(?:tree|blob|raw|edit)\//, 'gitlab'],
  [/\/src\/branch\//, 'gitea'],
  [/^\/[^/]+\/[^/]+\/(?:tree|blob|raw|edit)\//, 'github'],
  [/\/(?:tree|blob)\//, 'gitlab'],
  [/\/src\//, 'bitbucketCloud'],
];

/**
 * The kind of host that writes addresses of this shape; for hosts that no integration names.
 *
 * @public
 */
export function guessGitHostKind({ pathname }: URL): GitHostKind {
  return SHAPES.find(([shape]) => shape.test(pathname))?.[1] ?? 'github';
}
