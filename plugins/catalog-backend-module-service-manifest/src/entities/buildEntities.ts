import type { Entity } from '@backstage/catalog-model';
import { parseEntityRef } from '@backstage/catalog-model';
import type { Team } from '@stonegarden/service-manifest';
import type { EntityAddresses } from './EntityAddresses';
import type { ServiceSource } from '../selectServices';
import {
  MANIFEST_PATH_ANNOTATION,
  ServiceComponent,
} from '../ServiceComponent';
import { mostFrequent } from './entityNames';
import { toClusters, toDomains, toSystems } from './toGroupings';
import { toGroups, UNKNOWN_TEAM } from './toGroups';
import { toServiceComponent, toUnreadComponent } from './toServiceComponent';

/**
 * Everything that the catalog is given for one repository. Pure.
 *
 * @returns all entities, and the Components among them by path of their manifest
 * @internal
 */
export function buildEntities(
  input: {
    services: ServiceSource[];
    teams: Team[];
    teamsPath?: string;
    teamFolders: string[];
  },
  address: EntityAddresses,
): { entities: Entity[]; componentsByPath: Map<string, ServiceComponent> } {
  const readable = input.services.flatMap(source =>
    source.kind === 'unread' ? [] : [readableComponent(source, address)],
  );
  const unread = input.services.flatMap(source => {
    if (source.kind !== 'unread') {
      return [];
    }
    const { service, problems } = source;
    const owner = source.team ?? neighbourOwner(source, readable, input.teams);
    return [toUnreadComponent(service, owner, problems, address)];
  });
  const components = [...readable, ...unread].sort((a, b) =>
    pathOf(a) < pathOf(b) ? -1 : 1,
  );
  return {
    entities: [
      ...components,
      ...toGroups({ ...input, components }, address),
      ...toSystems(components, address),
      ...toDomains(components, address),
      ...toClusters(components, address),
    ],
    componentsByPath: new Map(components.map(one => [pathOf(one), one])),
  };
}

function readableComponent(
  source: Exclude<ServiceSource, { kind: 'unread' }>,
  address: EntityAddresses,
): ServiceComponent {
  if (source.kind === 'good') {
    const { manifest, dependencies, problems } = source;
    return toServiceComponent(manifest, dependencies, problems, address);
  }
  const { entity, problems } = source;
  return { ...entity, spec: { ...entity.spec, problems } };
}

/** Who owns most services of the same category, else of the same layer, else at all. */
function neighbourOwner(
  { service }: Extract<ServiceSource, { kind: 'unread' }>,
  readable: ServiceComponent[],
  teams: Team[],
): string {
  const { layer, category } = service.location;
  const inLayer = readable.filter(one => one.spec.layer === layer);
  const inCategory = inLayer.filter(
    one => category !== undefined && one.spec.category === category,
  );
  for (const group of [inCategory, inLayer, readable]) {
    const owner = mostFrequent(group.map(one => one.spec.owner));
    if (owner) {
      return parseEntityRef(owner).name;
    }
  }
  return teams[0]?.name ?? UNKNOWN_TEAM;
}

function pathOf(component: ServiceComponent): string {
  return component.metadata.annotations?.[MANIFEST_PATH_ANNOTATION] ?? '';
}
