import type { Entity } from '@backstage/catalog-model';
import {
  type Diagnostic,
  type KnownService,
  type Layer,
  type ResolvedDependency,
  type ServiceManifest,
  locateManifest,
} from '@stonegarden/service-manifest';
import type { ParsedManifest } from '../parsing/parseManifest';
import type { SetCheck } from './SetCheck';
import {
  hasValidManifest,
  ServiceEntity,
} from '@stonegarden/backstage-plugin-delivery-common';

const NONE: Diagnostic[] = [];

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
  | { kind: 'kept'; parsed: Broken; entity: ServiceEntity }
  | { kind: 'unread'; parsed: Broken; service: KnownService }
);

type Candidate = {
  /** Smaller wins a contested name. */
  rank: number;
  /** Of its path among all. */
  order: number;
  path: string;
  name: string;
} & (
  | { kind: 'good'; parsed: Good }
  | { kind: 'kept'; parsed: Broken; entity: ServiceEntity }
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
    .map((parsed, order) => candidateOf(parsed, order, known, layers))
    .filter(candidate => candidate !== undefined)
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
  const good = new Array<ServiceManifest>();
  const alsoKnown = new Array<KnownService>();
  for (const one of [...winners.values(), ...losers]) {
    if (one.kind === 'good') {
      good.push(one.parsed.manifest);
    } else {
      alsoKnown.push(knownService(one, layers));
    }
  }
  const { problems, dependencies } = set.check(good, alsoKnown);
  const services = [...winners.values()]
    .sort((a, b) => a.order - b.order)
    .map((winner): ServiceSource => {
      const { path, name } = winner;
      const ofSet = problems.get(path) ?? NONE;
      switch (winner.kind) {
        case 'good':
          return {
            kind: 'good',
            path,
            ofSet,
            parsed: winner.parsed,
            dependencies: dependencies.get(name) ?? [],
          };
        case 'kept':
          return {
            kind: 'kept',
            path,
            ofSet,
            parsed: winner.parsed,
            entity: winner.entity,
          };
        default: {
          const service = knownService(winner, layers);
          return {
            kind: 'unread',
            path,
            ofSet,
            parsed: winner.parsed,
            service,
          };
        }
      }
    });
  return { services, unplaced };
}

function candidateOf(
  parsed: ParsedManifest,
  order: number,
  known: Map<string, Entity>,
  layers?: Record<string, Layer>,
): Candidate | undefined {
  const { path } = parsed;
  const entity = known.get(path);
  if (parsed.kind === 'good') {
    const { name } = parsed.manifest;
    const isOlder = entity?.metadata.name === name;
    const rank = isOlder ? 0 : 1;
    return { kind: 'good', parsed, name, path, order, rank };
  }
  if (parsed.kind === 'foreign') {
    return undefined;
  }
  if (entity && hasValidManifest(entity)) {
    const { name } = entity.metadata;
    return { kind: 'kept', entity, parsed, name, path, order, rank: 0 };
  }
  const isNameRead = parsed.name !== undefined;
  const name = parsed.name ?? locateManifest(path, { layers }).folder;
  const rank = isNameRead ? 2 : 3;
  return { kind: 'unread', parsed, isNameRead, name, path, order, rank };
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
