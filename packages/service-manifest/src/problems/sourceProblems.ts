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
 * What can be wrong with a source of the catalog as a whole. It is shown on the entity of the source, the Resource
 * `<id>-repository`.
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
  'source-file-refused': {
    severity: 'warning',
    title: 'A file of a source is not read',
    why: 'A file of more than 2 MiB, a link that leads out of its folder, or a path with `..`, backslashes, characters that cannot be seen or more than 1024 characters is not read, so that no careless or hostile file can harm the portal or pass for something else. What it describes is missing from the catalog. Rename it, make it smaller, or exclude it.',
    wrong: source(MAIN),
    right: source(MAIN, "        exclude: ['**/generated/**']\n"),
  },
};
