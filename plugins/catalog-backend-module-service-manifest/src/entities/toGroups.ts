import {
  DEFAULT_NAMESPACE,
  Entity,
  EntityLink,
  parseEntityRef,
} from '@backstage/catalog-model';
import type { Team } from '@stonegarden/service-manifest';
import type { EntityAddresses } from './EntityAddresses';
import {
  MANIFEST_PATH_ANNOTATION,
  ServiceComponent,
} from '../ServiceComponent';
import { locationAnnotations } from './locationAnnotations';

/** Owner of services whose manifest names none that can be read, where no neighbour helps. */
export const UNKNOWN_TEAM = 'unknown';

/**
 * A Group per team: those that teams.yaml lists, those with a folder, and those that a service names as its owner.
 *
 * @internal
 */
export function toGroups(
  input: {
    teams: Team[];
    teamsPath?: string;
    teamFolders: string[];
    components: ServiceComponent[];
  },
  address: EntityAddresses,
): Entity[] {
  const groups = new Map<string, Entity>();
  const add = (team: Team, url: string) => {
    if (!groups.has(team.name)) {
      groups.set(team.name, toGroup(team, url));
    }
  };
  for (const team of input.teams) {
    add(team, address.fileUrl(input.teamsPath ?? ''));
  }
  const owned = input.components.map(component => ({
    name: parseEntityRef(component.spec.owner).name,
    component,
  }));
  for (const { name, component } of owned) {
    const path = component.metadata.annotations?.[MANIFEST_PATH_ANNOTATION];
    const { team, ...contact } = component.spec.contact ?? { team: name };
    add(
      { ...(team === name ? contact : {}), name },
      address.fileUrl(path ?? ''),
    );
  }
  for (const name of input.teamFolders) {
    add({ name }, address.folderUrl(`${address.folder}/teams/${name}`));
  }
  return [...groups.values()].sort((a, b) =>
    a.metadata.name < b.metadata.name ? -1 : 1,
  );
}

function toGroup(team: Team, url: string): Entity {
  const { name, title, slack, email, oncall, members } = team;
  const description =
    team.description ??
    (name === UNKNOWN_TEAM
      ? 'Services whose manifest names no owner that can be read'
      : undefined);
  const links: EntityLink[] = [
    ...(email ? [{ url: `mailto:${email}`, title: email, type: 'email' }] : []),
    ...(oncall ? [{ url: oncall, title: 'On call', type: 'oncall' }] : []),
  ];
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: {
      name,
      namespace: DEFAULT_NAMESPACE,
      ...(title ? { title } : {}),
      ...(description ? { description } : {}),
      annotations: locationAnnotations(url),
      links,
    },
    spec: {
      type: 'team',
      profile: {
        displayName: title ?? name,
        ...(email ? { email } : {}),
        ...(slack ? { slack } : {}),
      },
      children: [],
      ...(members ? { members } : {}),
    },
  };
}
