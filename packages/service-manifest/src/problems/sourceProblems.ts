import type { ProblemTable } from './ProblemExplanation';

const FILE = '# app-config.yaml\n';

/** The configuration of a source, with further settings. */
function source(url: string, more = ''): string {
  return `${FILE}catalog:
  providers:
    serviceManifest:
      homelab:
        url: ${url}
${more}`;
}

const MAIN = 'https://github.com/acme/platform/tree/main/';

/**
 * What depends on how a source of the catalog is read. What is about the source as a whole is shown on its entity, the
 * Resource `<id>-repository`.
 *
 * @internal
 */
export const sourceProblems: ProblemTable = {
  'source-unreadable': {
    severity: 'error',
    title: 'A source cannot be read',
    why: 'The catalog stays as it was when the source was last read, so it is more and more out of date. The read is retried after a second, then less often, up to once a minute; nothing needs to be restarted. The message says what the Git host answered: usually the address or the branch is wrong, a token has expired or may not read the repository, or the host is down.',
    wrong: source('https://github.com/acme/platform/tree/mian/'),
    right: source(MAIN),
  },
  'source-shrunken': {
    severity: 'error',
    title: 'Suspiciously many services are missing from a source',
    why: 'A moved folder, a mistyped glob or half a repository looks just like the removal of all services. When one read would remove more than `maxRemovedShare` of them (of a small repository: more than half, or more than five), or the last one, what was read is shown and nothing is removed. If they are meant to go, let one read remove them with `maxRemovedShare: 1` and take that out again; if not, repair the repository or the settings.',
    wrong: source(MAIN, "        include: ['service/**']\n"),
    right: source(MAIN, "        include: ['services/**']\n"),
  },
  'annotation-not-taken': {
    severity: 'warning',
    title: 'An annotation or label of a manifest is not taken into the catalog',
    why: 'Plugins of the portal read annotations whose key has a prefix, such as `github.com/project-slug` or `backstage.io/techdocs-ref`, and trust them: with the rights of the portal they read what the annotation names. So nobody gets one into the catalog by a manifest alone. The rest of the manifest counts. Whoever runs the portal may allow prefixes for a source, with `annotations`. Keys without a prefix, and those of `app.kubernetes.io/`, are always taken.',
    wrong: source(MAIN),
    right: source(MAIN, "        annotations: ['pagerduty.com/']\n"),
  },
  'source-file-refused': {
    severity: 'warning',
    title: 'A file of a source is not read',
    why: 'A file of more than 2 MiB, a link that leads out of its folder, or a path with `..`, backslashes, characters that cannot be seen or more than 1024 characters is not read, so that no careless or hostile file can harm the portal or pass for something else. What it describes is missing from the catalog. Rename it, make it smaller, or exclude it.',
    wrong: source(MAIN),
    right: source(MAIN, "        exclude: ['**/generated/**']\n"),
  },
};
