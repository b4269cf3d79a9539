import type { Entity } from '@backstage/catalog-model';
import {
  type Diagnostic,
  type KnownService,
  type Layer,
  type ResolvedDependency,
  locateManifest,
} from '@stonegarden/service-manifest';
import type { ParsedManifest } from './index/ParsedManifests';
import type { SetCheck } from './index/SetCheck';
import { isServiceComponent, ServiceComponent } from './ServiceComponent';

type Good = Extract<ParsedManifest, { kind: 'good' }>;
type Broken = Extract<ParsedManifest, { kind: 'broken' }>;

/**
 * What one service of the catalog is made from.
 *
 * - `good`: its manifest.
 * - `kept`: its manifest is broken, so the entity of its last good version.
 * - `unread`: its manifest is broken and never was good.
 *
 * @internal
 */
export type ServiceSource = {
  path: string;
  /** What other manifests make wrong with it. */
  ofSet: Diagnostic[];
} & (
  | { kind: 'good'; parsed: Good; dependencies: ResolvedDependency[] }
  | { kind: 'kept'; parsed: Broken; entity: ServiceComponent }
  | { kind: 'unread'; parsed: Broken; service: KnownService }
);

type Candidate = {
  /** Smaller wins a contested name. */
  rank: number;
  path: string;
  name: string;
} & (
  | { kind: 'good'; parsed: Good }
  | { kind: 'kept'; parsed: Broken; entity: ServiceComponent }
  | { kind: 'unread'; parsed: Broken; isNameRead: boolean }
);

/**
 * Paths of the manifests for which the catalog's own knowledge matters: broken ones and those that share a name.
 *
 * @internal
 */
export function contestedPaths(manifests: ParsedManifest[]): string[] {
  const contested = new Set<string>();
  const byName = new Map<string, string>();
  for (const parsed of manifests) {
    if (parsed.kind === 'broken') {
      contested.add(parsed.path);
    } else if (parsed.kind === 'good') {
      const { name } = parsed.manifest;
      const other = byName.get(name);
      if (other !== undefined) {
        contested.add(other).add(parsed.path);
      } else {
        byName.set(name, parsed.path);
      }
    }
  }
  return [...contested];
}

/**
 * Decides what each service of the catalog is made from, one per name: of several the one that the catalog has already
 * stays, else a valid one, else the first by path.
 *
 * @param manifests - in order of path
 * @param known - entities that the contested manifests had become before, by path
 * @returns the services in order of path, and the files that no entity can tell about
 * @internal
 */
export function selectServices(
  manifests: ParsedManifest[],
  known: Map<string, Entity>,
  set: SetCheck,
  layers?: Record<string, Layer>,
): { services: ServiceSource[]; unplaced: Broken[] } {
  const unplaced: Broken[] = [];
  const winners = new Map<string, Candidate>();
  const candidates = manifests
    .flatMap(parsed => candidateOf(parsed, known, layers) ?? [])
    .sort((a, b) => a.rank - b.rank);
  const losers: Candidate[] = [];
  for (const candidate of candidates) {
    if (!winners.has(candidate.name) && isName(candidate.name)) {
      winners.set(candidate.name, candidate);
    } else if (candidate.kind === 'unread' && !candidate.isNameRead) {
      unplaced.push(candidate.parsed);
    } else {
      losers.push(candidate);
    }
  }

  // The winners come first: of two manifests with one name the first given counts.
  const inOrder = [...winners.values(), ...losers];
  const { problems, dependencies } = set.check(
    inOrder.flatMap(one => (one.kind === 'good' ? [one.parsed.manifest] : [])),
    inOrder.flatMap(one =>
      one.kind === 'good' ? [] : [knownService(one, layers)],
    ),
  );
  const services = [...winners.values()]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map((winner): ServiceSource => {
      const { path, name } = winner;
      const base = { path, ofSet: problems.get(path) ?? NONE };
      switch (winner.kind) {
        case 'good':
          return {
            ...base,
            kind: 'good',
            parsed: winner.parsed,
            dependencies: dependencies.get(name) ?? [],
          };
        case 'kept':
          return {
            ...base,
            kind: 'kept',
            parsed: winner.parsed,
            entity: winner.entity,
          };
        default:
          return {
            ...base,
            kind: 'unread',
            parsed: winner.parsed,
            service: knownService(winner, layers),
          };
      }
    });
  return { services, unplaced };
}

const NONE: Diagnostic[] = [];

function candidateOf(
  parsed: ParsedManifest,
  known: Map<string, Entity>,
  layers?: Record<string, Layer>,
): Candidate | undefined {
  const { path } = parsed;
  const entity = known.get(path);
  if (parsed.kind === 'good') {
    const { name } = parsed.manifest;
    const isOlder = entity?.metadata.name === name;
    return { kind: 'good', parsed, name, path, rank: isOlder ? 0 : 1 };
  }
  if (parsed.kind === 'foreign') {
    return undefined;
  }
  if (entity && isServiceComponent(entity)) {
    const { name } = entity.metadata;
    return { kind: 'kept', entity, parsed, name, path, rank: 0 };
  }
  const isNameRead = parsed.name !== undefined;
  const name = parsed.name ?? locateManifest(path, { layers }).folder;
  const rank = isNameRead ? 2 : 3;
  return { kind: 'unread', parsed, isNameRead, name, path, rank };
}

function knownService(
  candidate: Candidate,
  layers?: Record<string, Layer>,
): KnownService {
  const { name, path } = candidate;
  const aliases =
    candidate.kind === 'kept' ? candidate.entity.spec.aliases ?? [] : [];
  return { name, aliases, location: locateManifest(path, { layers }) };
}

function isName(name: string): boolean {
  return /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/.test(name);
}
