import type { Entity } from '@backstage/catalog-model';
import {
  type Diagnostic,
  type Team,
  isManifestPath,
  parseTeams,
} from '@stonegarden/service-manifest';
import type { TeamFacts } from '../entities/toGroups';
import type { SourceFile, SourceSettings } from '../sources/types';

interface ParsedTeams {
  text: string;
  teams: Team[];
  diagnostics: Diagnostic[];
  /** Groups that its last good version had become, where only the catalog knows that. */
  recalled: Entity[];
  /** Whether nobody knows yet what its last good version was. */
  isForgotten: boolean;
  /** Name of the folder below `teams/` that the file lies in, where it can be a team's. */
  folder?: string;
}

const TEAM_NAME = /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/;

/**
 * Remembers what the lists and folders of teams say. A list with an error keeps the teams that it had; after a restart it
 * has to be told which these were.
 *
 * @internal
 */
export class TeamFiles {
  readonly #settings: Pick<SourceSettings, 'folder' | 'apiGroup'>;
  readonly #byPath = new Map<string, ParsedTeams>();
  readonly #prefix: string;

  constructor(settings: Pick<SourceSettings, 'folder' | 'apiGroup'>) {
    this.#settings = settings;

    this.#prefix = settings.folder ? `${settings.folder}/` : '';
  }

  /** Whether a file is one that this is about. */
  isTeamFile(path: string): boolean {
    return (
      path === this.#mainPath ||
      (path.startsWith(`${this.#prefix}teams/`) && !isManifestPath(path))
    );
  }

  set({ path, text }: SourceFile): void {
    const before = this.#byPath.get(path);
    if (before?.text === text) {
      return;
    }
    const [, name] = path.slice(this.#prefix.length).split('/');
    const folder =
      path !== this.#mainPath && TEAM_NAME.test(name) ? name : undefined;
    // Most files of a team's folder are about its rights in the cluster.
    const { teams, diagnostics } = text.includes('Teams')
      ? parseTeams(text, { path, apiGroup: this.#settings.apiGroup })
      : { teams: [], diagnostics: [] };
    const names = new Set(teams.map(team => team.name));
    const isBroken = diagnostics.some(one => one.severity === 'error');
    const kept = isBroken
      ? (before?.teams ?? []).filter(team => !names.has(team.name))
      : [];
    this.#byPath.set(path, {
      text,
      teams: [...teams, ...kept],
      diagnostics,
      folder,
      recalled: isBroken ? before?.recalled ?? [] : [],
      isForgotten: isBroken && (before?.isForgotten ?? true),
    });
  }

  /** Paths of the lists with an error of which no good version has been seen. */
  forgotten(): string[] {
    return [...this.#byPath]
      .filter(([, { isForgotten }]) => isForgotten)
      .map(([path]) => path);
  }

  /** Tells which Groups the last good version of a list had become. */
  recall(path: string, groups: Entity[]): void {
    const file = this.#byPath.get(path);
    if (file?.isForgotten) {
      file.recalled = groups;
      file.isForgotten = false;
    }
  }

  delete(path: string): void {
    this.#byPath.delete(path);
  }

  paths(): Iterable<string> {
    return this.#byPath.keys();
  }

  /** What the files tell of teams; the main list counts first, then the others by path. */
  facts(): TeamFacts {
    const listed: TeamFacts['listed'] = [];
    const recalled: Entity[] = [];
    const folders = new Set<string>();
    for (const [path, { teams, folder, ...file }] of this.#inOrder()) {
      recalled.push(...file.recalled);
      listed.push(...teams.map(team => ({ team, path })));
      if (folder) {
        folders.add(folder);
      }
    }
    return { listed, recalled, folders: [...folders] };
  }

  /** What is wrong with the lists. */
  diagnostics(): Diagnostic[] {
    return this.#inOrder().flatMap(([, { diagnostics }]) => diagnostics);
  }

  #inOrder(): Array<[string, ParsedTeams]> {
    const rank = (path: string) => (path === this.#mainPath ? 0 : 1);
    return [...this.#byPath].sort(
      ([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1),
    );
  }

  get #mainPath(): string {
    return `${this.#prefix}bootstrap/teams.yaml`;
  }
}
