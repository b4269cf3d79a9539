import {
  type Diagnostic,
  type ServiceManifest,
  type Team,
  parseServiceManifest,
  parseTeams,
} from '@stonegarden/service-manifest';
import type { RepositoryFile } from './readManifestFiles';

/**
 * A manifest that can be used, with its warnings.
 *
 * @internal
 */
export type GoodManifest = {
  manifest: ServiceManifest;
  diagnostics: Diagnostic[];
};

/**
 * A file meant as a manifest that cannot be used.
 *
 * @internal
 */
export type BrokenManifest = {
  path: string;
  diagnostics: Diagnostic[];
  /** Where readable and valid. */
  name?: string;
  /** Where readable and valid. */
  team?: string;
};

/**
 * What the files of a repository say.
 *
 * @internal
 */
export type RepositoryContent = {
  good: GoodManifest[];
  broken: BrokenManifest[];
  teams: Team[];
  /** Path of the file the teams stand in. */
  teamsPath?: string;
  teamDiagnostics: Diagnostic[];
  /** Names of the folders below `teams/`. */
  teamFolders: string[];
};

/**
 * Sorts the files of a repository into manifests, broken manifests and teams. Kubernetes Services and the like, which
 * share the file's name, are passed over.
 *
 * @param options - `folder` that holds the layers, from the repository's root
 * @internal
 */
export function interpretFiles(
  files: RepositoryFile[],
  options: { folder: string; apiGroup: string },
): RepositoryContent {
  const { apiGroup } = options;
  const prefix = options.folder ? `${options.folder}/` : '';
  const content: RepositoryContent = {
    good: [],
    broken: [],
    teams: [],
    teamDiagnostics: [],
    teamFolders: [],
  };
  const teamFolders = new Set<string>();
  for (const { path, text } of files) {
    const [top, team] = path.slice(prefix.length).split('/');
    if (path === `${prefix}bootstrap/teams.yaml`) {
      const { teams, diagnostics } = parseTeams(text, { path, apiGroup });
      content.teams = teams;
      content.teamsPath = path;
      content.teamDiagnostics = diagnostics;
    } else if (path.endsWith('/service.yaml') || path === 'service.yaml') {
      const result = parseServiceManifest(text, { path, apiGroup });
      if (result.kind === 'manifest') {
        const { manifest, diagnostics } = result;
        content.good.push({ manifest, diagnostics });
      } else if (result.kind === 'invalid') {
        const { diagnostics, name, team: owner } = result;
        content.broken.push({ path, diagnostics, name, team: owner });
      }
    }
    if (top === 'teams' && /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/.test(team)) {
      teamFolders.add(team);
    }
  }
  content.teamFolders = [...teamFolders].sort();
  return content;
}
