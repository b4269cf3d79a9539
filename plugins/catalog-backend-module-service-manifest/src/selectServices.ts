import type { Entity } from '@backstage/catalog-model';
import {
  type Diagnostic,
  type KnownService,
  type ResolvedDependency,
  type ServiceManifest,
  checkManifestSet,
  locateManifest,
} from '@stonegarden/service-manifest';
import type {
  BrokenManifest,
  GoodManifest,
  RepositoryContent,
} from './interpretFiles';
import { isServiceComponent, ServiceComponent } from './ServiceComponent';

/**
 * What one service of the catalog is made from.
 *
 * - `good`: its manifest.
 * - `kept`: its manifest is broken, so the entity of its last good version.
 * - `unread`: its manifest is broken and never was good.
 *
 * @internal
 */
export type ServiceSource = { problems: Diagnostic[] } & (
  | {
      kind: 'good';
      manifest: ServiceManifest;
      dependencies: ResolvedDependency[];
    }
  | { kind: 'kept'; entity: ServiceComponent; service: KnownService }
  | { kind: 'unread'; service: KnownService; team?: string }
);

type Candidate = {
  /** Smaller wins a contested name. */
  rank: number;
  path: string;
  name: string;
} & (
  | { kind: 'good'; good: GoodManifest }
  | { kind: 'kept'; entity: ServiceComponent; broken: BrokenManifest }
  | { kind: 'unread'; broken: BrokenManifest; isNameRead: boolean }
);

/**
 * Paths of the manifests for which the catalog's own knowledge matters: broken ones and those that share a name.
 *
 * @internal
 */
export function contestedPaths(content: RepositoryContent): string[] {
  const byName = new Map<string, string[]>();
  for (const { manifest } of content.good) {
    const paths = byName.get(manifest.name) ?? [];
    byName.set(manifest.name, [...paths, manifest.location.path]);
  }
  const shared = [...byName.values()].filter(paths => paths.length > 1);
  return [...content.broken.map(one => one.path), ...shared.flat()];
}

/**
 * Decides what each service of the catalog is made from, one per name: of several the one that the catalog has already
 * stays, else a valid one, else the first by path.
 *
 * @param known - entities that the contested manifests had become before, by path
 * @returns the services in order of path, and one line for each file that no entity can tell about
 * @internal
 */
export function selectServices(
  content: RepositoryContent,
  known: Map<string, Entity>,
): { services: ServiceSource[]; unplaced: string[] } {
  const unplaced: string[] = [];
  const winners = new Map<string, Candidate>();
  const candidates = [
    ...content.good.map(good => goodCandidate(good, known)),
    ...content.broken.map(broken => brokenCandidate(broken, known)),
  ].sort(byRankAndPath);
  const contenders = candidates.filter(candidate => {
    const winner = winners.get(candidate.name);
    if (!isName(candidate.name)) {
      unplaced.push(`${candidate.path}: ${firstMessage(candidate)}`);
      return false;
    }
    if (winner && candidate.kind === 'unread' && !candidate.isNameRead) {
      unplaced.push(`${candidate.path}: ${firstMessage(candidate)}`);
      return false;
    }
    if (!winner) {
      winners.set(candidate.name, candidate);
    }
    return true;
  });

  // The winners come first: of two manifests with one name the first given counts.
  const isWinner = (one: Candidate) => winners.get(one.name) === one;
  const inOrder = [
    ...contenders.filter(isWinner),
    ...contenders.filter(one => !isWinner(one)),
  ];
  const { diagnostics, dependencies } = checkManifestSet(
    inOrder.flatMap(one => (one.kind === 'good' ? [one.good.manifest] : [])),
    {
      alsoKnown: inOrder.flatMap(one =>
        one.kind === 'good' ? [] : [knownService(one)],
      ),
    },
  );
  const services = [...winners.values()]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(winner => {
      const ofSet = diagnostics.filter(one => one.file === winner.path);
      return toSource(winner, ofSet, dependencies.get(winner.name) ?? []);
    });
  return { services, unplaced };
}

function goodCandidate(
  good: GoodManifest,
  known: Map<string, Entity>,
): Candidate {
  const { name, location } = good.manifest;
  const isOlder = known.get(location.path)?.metadata.name === name;
  return {
    kind: 'good',
    good,
    name,
    path: location.path,
    rank: isOlder ? 0 : 1,
  };
}

function brokenCandidate(
  broken: BrokenManifest,
  known: Map<string, Entity>,
): Candidate {
  const { path } = broken;
  const entity = known.get(path);
  if (entity && isServiceComponent(entity)) {
    const { name } = entity.metadata;
    return { kind: 'kept', entity, broken, name, path, rank: 0 };
  }
  const name = broken.name ?? locateManifest(path).folder;
  const isNameRead = broken.name !== undefined;
  return {
    kind: 'unread',
    broken,
    isNameRead,
    name,
    path,
    rank: isNameRead ? 2 : 3,
  };
}

function toSource(
  winner: Candidate,
  ofSet: Diagnostic[],
  dependencies: ResolvedDependency[],
): ServiceSource {
  switch (winner.kind) {
    case 'good': {
      const problems = [...winner.good.diagnostics, ...ofSet];
      const { manifest } = winner.good;
      return { kind: 'good', manifest, dependencies, problems };
    }
    case 'kept': {
      const problems = [...winner.broken.diagnostics, ...ofSet];
      const { entity } = winner;
      return { kind: 'kept', entity, service: knownService(winner), problems };
    }
    default: {
      const problems = [...winner.broken.diagnostics, ...ofSet];
      const { team } = winner.broken;
      return { kind: 'unread', team, service: knownService(winner), problems };
    }
  }
}

function knownService(candidate: Candidate): KnownService {
  const { name, path } = candidate;
  const aliases =
    candidate.kind === 'kept' ? candidate.entity.spec.aliases ?? [] : [];
  return { name, aliases, location: locateManifest(path) };
}

function byRankAndPath(a: Candidate, b: Candidate): number {
  return a.rank - b.rank || (a.path < b.path ? -1 : 1);
}

function isName(name: string): boolean {
  return /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/.test(name);
}

function firstMessage(candidate: Candidate): string {
  return candidate.kind === 'good'
    ? ''
    : candidate.broken.diagnostics[0]?.message ?? 'It cannot be read';
}
