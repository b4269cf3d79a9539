import type {
  CatalogService,
  CatalogServiceRequestOptions,
} from '@backstage/plugin-catalog-node';
import { readServiceEntity } from '@stonegarden/backstage-plugin-delivery-common';
import type { GitLocation } from '@stonegarden/backstage-plugin-delivery-node';
import {
  MANIFEST_PATH_ANNOTATION,
  parseServiceManifest,
} from '@stonegarden/service-manifest';

/**
 * A service that has the name already.
 *
 * @internal
 */
export interface ExistingService {
  /** Path of its `service.yaml` where known, else of its folder. */
  path?: string;
  /** Team name where known. */
  owner?: string;
}

/**
 * Looks a name up in the catalog, as the caller sees it.
 *
 * @internal
 */
export async function findInCatalog(
  name: string,
  catalog: CatalogService,
  options: CatalogServiceRequestOptions,
): Promise<ExistingService | undefined> {
  const entity = await catalog.getEntityByRef(
    { kind: 'Component', namespace: 'default', name },
    options,
  );
  if (!entity) {
    return undefined;
  }
  const owner = entity.spec?.owner;
  return {
    path: entity.metadata.annotations?.[MANIFEST_PATH_ANNOTATION],
    owner: typeof owner === 'string' ? owner.split('/').pop() : undefined,
  };
}

/**
 * Looks a name up in the repository: `services/<name>`, and `<layer>/<category>/<name>` in the other layers. It sees what
 * the catalog does not: what the caller may not see, what was merged a moment ago, and what has no valid manifest.
 * Costs one call per category, however many services there are.
 *
 * @internal
 */
export async function findInTree(
  name: string,
  { reader, path: root }: GitLocation,
  commit: string,
  apiGroup: string | undefined,
): Promise<ExistingService | undefined> {
  const folders = async (path: string) =>
    ((await reader.list(path, commit)) ?? [])
      .filter(({ mode }) => mode === 'directory')
      .map(each => each.name);
  const below = (...parts: string[]) =>
    [root, ...parts].filter(Boolean).join('/');

  const parents = [below('services')];
  for (const layer of ['platform', 'infra', 'bootstrap']) {
    for (const category of await folders(below(layer))) {
      parents.push(below(layer, category));
    }
  }
  const found = await Promise.all(
    parents.map(async parent =>
      (await folders(parent)).includes(name) ? `${parent}/${name}` : undefined,
    ),
  );
  const folder = found.find(path => path !== undefined);
  if (folder === undefined) {
    return undefined;
  }
  const path = `${folder}/service.yaml`;
  const file = await reader.read(path, commit);
  if (!file) {
    return { path: folder };
  }
  const parsed = parseServiceManifest(file.content, { path, apiGroup });
  return {
    path,
    owner: parsed.kind === 'manifest' ? parsed.manifest.owner.team : undefined,
  };
}

/**
 * The service that has a name as an alias. Dependencies are resolved as names first, so that a new service of that name would
 * take them over.
 *
 * @internal
 */
export async function findAlias(
  name: string,
  catalog: CatalogService,
  options: CatalogServiceRequestOptions,
): Promise<string | undefined> {
  const { items } = await catalog.getEntities(
    {
      filter: { kind: 'Component', 'spec.aliases': name },
      fields: ['kind', 'metadata.name'],
    },
    options,
  );
  return items[0]?.metadata.name;
}

/**
 * An Application of another service that would be named as one of the new service: `a-b` in environment `c` and `a` in
 * environment `b-c` are both `a-b-c`.
 *
 * @internal
 */
export async function findApplicationClash(
  name: string,
  environments: string[],
  catalog: CatalogService,
  options: CatalogServiceRequestOptions,
): Promise<
  { application: string; service: string; environment: string } | undefined
> {
  const candidates = environments.flatMap(environment => {
    const application = `${name}-${environment}`;
    const parts = application.split('-');
    return parts.slice(1).flatMap((_, index) => {
      const service = parts.slice(0, index + 1).join('-');
      return service === name
        ? []
        : [
            {
              application,
              service,
              environment: parts.slice(index + 1).join('-'),
            },
          ];
    });
  });
  if (candidates.length === 0) {
    return undefined;
  }
  const { items } = await catalog.getEntitiesByRefs(
    {
      entityRefs: candidates.map(
        ({ service }) => `component:default/${service}`,
      ),
    },
    options,
  );
  return candidates.find(({ environment }, index) => {
    const entity = items[index];
    const service = entity && readServiceEntity(entity);
    return service?.spec.environments?.some(each => each.name === environment);
  });
}
