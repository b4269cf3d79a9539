import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { type Entity, parseEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  codeSpan,
  type GitLocation,
} from '@stonegarden/backstage-plugin-delivery-node';
import {
  claimsNamespace,
  projectDestinations,
} from '@stonegarden/gitops-manifests';
import {
  diagnoseManifest,
  environmentField,
  MANIFEST_PATH_ANNOTATION,
  parseServiceManifest,
} from '@stonegarden/service-manifest';

/**
 * A namespace that a new service cannot have.
 *
 * @internal
 */
export interface TakenNamespace {
  /** Index of the environment. */
  environment: number;
  namespace: string;
  /** Whose it is, with file and line where known. */
  owner: string;
}

/** Files of a repository that are read at the same time. */
const CONCURRENCY = 8;

/**
 * Looks for who has the namespaces of a new service already: services of other teams, and AppProjects of other teams, whose
 * destinations allow them by name or pattern. Whatever the cluster: the manifests of a team's namespaces do not name one.
 *
 * @param service - `team`: name of the owning Group
 * @param deps - `credentials`: of the plugin itself, because a namespace is taken also by what the caller may not see
 * @returns `remarks`: what could not be looked at, a Markdown sentence each
 * @internal
 */
export async function findTakenNamespaces(
  service: { team: string; namespaces: string[] },
  deps: {
    catalog: CatalogService;
    credentials: BackstageCredentials;
    location: GitLocation;
    commit: string;
    apiGroup?: string;
  },
): Promise<{ taken: TakenNamespace[]; remarks: string[] }> {
  const [services, projects] = await Promise.all([
    findServices(service, deps),
    findProjects(service, deps),
  ]);
  return {
    taken: [...services, ...projects.taken].sort(
      (one, other) => one.environment - other.environment,
    ),
    remarks: projects.remarks,
  };
}

type Service = Parameters<typeof findTakenNamespaces>[0];
type Deps = Parameters<typeof findTakenNamespaces>[1];

async function findServices(
  { team, namespaces }: Service,
  deps: Deps,
): Promise<TakenNamespace[]> {
  const { items } = await deps.catalog.getEntities(
    {
      filter: {
        kind: 'Component',
        'spec.environments.namespace': namespaces,
      },
      fields: ['kind', 'metadata', 'spec.environments', 'spec.owner'],
    },
    { credentials: deps.credentials },
  );
  const found = await Promise.all(
    items
      .filter(entity => ownerOf(entity) !== team)
      .map(async entity => {
        const place = await readPlaces(entity, deps);
        return namespaces.flatMap((namespace, environment) => {
          const where = place(namespace);
          return where === undefined
            ? []
            : [
                {
                  environment,
                  namespace,
                  owner: `service ${entity.metadata.name} of team ${
                    ownerOf(entity) ?? 'unknown'
                  }${where}`,
                },
              ];
        });
      }),
  );
  return found.flat();
}

/** Where a service has a namespace, as the end of a sentence; undefined where it has not. Git counts before the catalog. */
async function readPlaces(
  entity: Entity,
  { location, commit, apiGroup }: Deps,
): Promise<(namespace: string) => string | undefined> {
  const path = entity.metadata.annotations?.[MANIFEST_PATH_ANNOTATION];
  const file = path ? await location.reader.read(path, commit) : undefined;
  const parsed =
    path && file?.mode !== 'symlink' && file
      ? parseServiceManifest(file.content, { path, apiGroup })
      : undefined;
  if (
    parsed?.kind === 'manifest' &&
    parsed.manifest.name === entity.metadata.name
  ) {
    const { manifest } = parsed;
    return namespace => {
      const own = manifest.environments.find(
        one => one.namespace === namespace,
      );
      if (!own) {
        return undefined;
      }
      const { line } = diagnoseManifest(manifest, {
        severity: 'error',
        code: 'namespace-of-other-team',
        message: '',
        field: environmentField(manifest, own.name, 'namespace'),
      });
      return ` (${path}, line ${line})`;
    };
  }
  const known = namespacesOf(entity);
  const where = path ? ` (${path})` : '';
  return namespace => (known.includes(namespace) ? where : undefined);
}

async function findProjects(
  { team, namespaces }: Service,
  { location, commit }: Deps,
): Promise<{ taken: TakenNamespace[]; remarks: string[] }> {
  const { reader, path: root } = location;
  const below = (...parts: string[]) =>
    [root, ...parts].filter(Boolean).join('/');
  const entries = async (path: string) =>
    (await reader.list(path, commit)) ?? [];
  const [teams, bootstrap] = await Promise.all([
    entries(below('teams')),
    entries(below('bootstrap')),
  ]);
  const paths = [
    ...teams
      .filter(({ mode, name }) => mode === 'directory' && name !== team)
      .map(({ name }) => below('teams', name, 'rbac.yaml')),
    ...bootstrap
      .filter(({ mode, name }) => mode !== 'directory' && /\.ya?ml$/.test(name))
      .map(({ name }) => below('bootstrap', name)),
  ];
  const taken: TakenNamespace[] = [];
  const remarks: string[] = [];
  for (let start = 0; start < paths.length; start += CONCURRENCY) {
    const batch = paths.slice(start, start + CONCURRENCY);
    const files = await Promise.all(
      batch.map(path => reader.read(path, commit)),
    );
    batch.forEach((path, index) => {
      const file = files[index];
      if (!file) {
        return;
      }
      const destinations =
        file.mode === 'symlink' ? undefined : projectDestinations(file.content);
      if (!destinations) {
        remarks.push(
          `${codeSpan(
            path,
          )} cannot be read: make sure that no AppProject in it has a namespace of this service.`,
        );
        return;
      }
      namespaces.forEach((namespace, environment) => {
        const claim = destinations.find(
          one =>
            ![team, `team-${team}`].includes(one.project) &&
            claimsNamespace(one, namespace),
        );
        if (claim) {
          const as =
            claim.namespace === namespace ? '' : ` as "${claim.namespace}"`;
          taken.push({
            environment,
            namespace,
            owner: `AppProject ${claim.project}${as} (${path}, line ${claim.line})`,
          });
        }
      });
    });
  }
  return { taken, remarks };
}

function ownerOf({ spec }: Entity): string | undefined {
  try {
    return parseEntityRef(String(spec?.owner), {
      defaultKind: 'Group',
      defaultNamespace: 'default',
    }).name;
  } catch {
    return undefined;
  }
}

/** Anybody's entity may say anything here. */
function namespacesOf({ spec }: Entity): unknown[] {
  const environments = Array.isArray(spec?.environments)
    ? spec.environments
    : [];
  return environments.map(one => Object(one).namespace);
}
