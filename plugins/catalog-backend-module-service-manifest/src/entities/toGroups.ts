import {
  DEFAULT_NAMESPACE,
  Entity,
  EntityLink,
  parseEntityRef,
} from '@backstage/catalog-model';
import {
  MANIFEST_PATH_ANNOTATION,
  type Team,
} from '@stonegarden/service-manifest';
import type { ServiceEntity } from '@stonegarden/backstage-plugin-delivery-common';
import { EntityContext, rootFolderUrl } from './EntityContext';
import { locationAnnotations } from './locationAnnotations';

/** Owner of services whose manifest names none that can be read, where no neighbor helps. */
export const UNKNOWN_TEAM = 'unknown';

/**
 * What a source tells of teams, beside their services.
 *
 * @internal
 */
export interface TeamFacts {
  /** Those that a list names, with the path of the list; of several with one name the first counts. */
  listed: Array<{ team: Team; path: string }>;
  /** Groups of teams that a list had before it was broken, as the catalog has them. */
  recalled?: Entity[];
  /** Names of the folders below `teams/`. */
  folders: string[];
}

/**
 * A Group per team: those that a list names, those that a service names as its owner, and those with a folder.
 *
 * @internal
 */
export function toGroups(
  { listed, recalled = [], folders }: TeamFacts,
  components: Iterable<ServiceEntity>,
  context: EntityContext,
): Entity[] {
  const groups = new Map<string, Entity>();
  const add = (team: Team, urlOf: () => string) => {
    if (!groups.has(team.name)) {
      groups.set(team.name, toGroup(team, urlOf(), context));
    }
  };
  for (const { team, path } of listed) {
    add(team, () => context.addresses.fileUrl(path));
  }
  for (const group of recalled) {
    const { name } = group.metadata;
    groups.set(name, groups.get(name) ?? group);
  }
  const seen = new Set<string>();
  for (const component of components) {
    const { owner, contact } = component.spec;
    if (!seen.has(owner)) {
      seen.add(owner);
      const { name } = parseEntityRef(owner);
      const { team, ...contacts } = contact ?? { team: name };
      add({ ...(team === name ? contacts : {}), name }, () =>
        context.addresses.fileUrl(
          component.metadata.annotations?.[MANIFEST_PATH_ANNOTATION] ?? '',
        ),
      );
    }
  }
  for (const name of folders) {
    add({ name }, () => rootFolderUrl(context, `teams/${name}`));
  }
  return [...groups.values()].sort((a, b) =>
    a.metadata.name < b.metadata.name ? -1 : 1,
  );
}

function toGroup(team: Team, url: string, context: EntityContext): Entity {
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
      annotations: locationAnnotations(url, context),
      links,
    },
    spec: {
      type: 'team',
      profile: {
        displayName: title || name,
        ...(email ? { email } : {}),
        ...(slack ? { slack } : {}),
      },
      children: [],
      ...(members ? { members } : {}),
    },
  };
}
