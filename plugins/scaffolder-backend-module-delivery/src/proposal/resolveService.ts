import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { CompoundEntityRef, Entity } from '@backstage/catalog-model';
import type {
  CatalogService,
  CatalogServiceRequestOptions,
} from '@backstage/plugin-catalog-node';
import { readServiceEntity } from '@stonegarden/backstage-plugin-delivery-common';
import {
  checkNewService,
  defaultNamespace,
} from '@stonegarden/gitops-manifests';
import type {
  NewService,
  NewServiceDependency,
  NewServiceProblem,
} from '@stonegarden/gitops-manifests';
import { reservedBy, SOURCE_ANNOTATION } from '@stonegarden/service-manifest';
import { type GitOpsSettings, reservedNamespacesOf } from '../gitOpsSettings';
import { contactOf } from './contactOf';
import type { ProposeServiceInput } from './ProposeServiceInput';

/**
 * Turns what a form says into a service that can be rendered, with the owner and the dependencies looked up in the
 * catalog on behalf of the caller. Never throws for a wrong input: all that is wrong with it is in `problems`.
 *
 * @internal
 */
export async function resolveService(
  input: ProposeServiceInput,
  settings: GitOpsSettings,
  catalog: CatalogService,
  options: CatalogServiceRequestOptions,
): Promise<{ service: NewService; problems: NewServiceProblem[] }> {
  const [owner, resolved] = await Promise.all([
    resolveOwner(input.owner, catalog, options),
    resolveDependencies(input.dependencies ?? [], catalog, options),
  ]);
  const service: NewService = {
    name: input.name.trim(),
    description: text(input.description),
    layer: input.layer,
    category: text(input.category),
    owner: {
      ...owner.owner,
      ...withoutEmpty({
        slack: text(input.contact?.slack),
        email: text(input.contact?.email),
        oncall: text(input.contact?.oncall),
      }),
    },
    image: input.image.trim(),
    port: input.port ?? 8080,
    healthPath: text(input.healthPath),
    environments: input.environments.map(environment => ({
      name: environment.name.trim(),
      cluster: text(environment.cluster) ?? settings.cluster,
      namespace: text(environment.namespace),
      autoSync: environment.autoSync,
      replicas: environment.replicas,
      canary: environment.canary ? {} : undefined,
    })),
    dependencies: resolved.dependencies,
    sla: {
      availability: text(input.sla?.availability),
      latency: text(input.sla?.latency),
      rpo: text(input.sla?.rpo),
      rto: text(input.sla?.rto),
    },
    sloRules: input.sloRules,
    apiGroup: settings.apiGroup,
    schemaUrl: settings.schemaUrl,
    platform: settings.platform,
  };
  // What the catalog says about a team's contact and no manifest takes is left out: the form could not repair it
  const found = checkNewService(service);
  for (const key of ['slack', 'email', 'oncall'] as const) {
    const isWrong = found.some(({ field }) => field === `owner.${key}`);
    if (isWrong && !text(input.contact?.[key])) {
      delete service.owner[key];
    }
  }
  return {
    service,
    problems: [
      // A team that was not found has no name that could be judged
      ...checkNewService(service).filter(
        ({ field }) => owner.problems.length === 0 || field !== 'owner.team',
      ),
      ...findReserved(service, reservedNamespacesOf(settings)),
      ...owner.problems,
      ...resolved.problems,
    ],
  };
}

function findReserved(
  { name, environments }: NewService,
  patterns: readonly string[],
): NewServiceProblem[] {
  return environments.flatMap((environment, index) => {
    const namespace =
      environment.namespace ?? defaultNamespace(name, environment.name);
    const pattern = reservedBy(namespace, patterns);
    return pattern === undefined
      ? []
      : [
          {
            field: `environments[${index}].namespace`,
            message: `${namespace} is reserved for the cluster and what runs it (${pattern}, see delivery.gitops.reservedNamespaces): choose a namespace of your own`,
          },
        ];
  });
}

async function resolveOwner(
  ownerRef: string,
  catalog: CatalogService,
  options: CatalogServiceRequestOptions,
): Promise<{ owner: NewService['owner']; problems: NewServiceProblem[] }> {
  const problem = (message: string) => ({
    owner: { team: '' },
    problems: [{ field: 'owner', message }],
  });
  // Whether it is a team's ref was checked before
  const ref = parse(ownerRef, 'Group');
  if (!ref) {
    return problem(`\`${ownerRef}\` is not a team`);
  }
  const group = await catalog.getEntityByRef(ref, options);
  if (!group) {
    return problem(
      `there is no team ${ref.name} in the catalog: choose one that exists`,
    );
  }
  return {
    owner: { team: group.metadata.name, ...contactOf(group) },
    problems: [],
  };
}

async function resolveDependencies(
  refs: string[],
  catalog: CatalogService,
  options: CatalogServiceRequestOptions,
): Promise<{
  dependencies: NewServiceDependency[];
  problems: NewServiceProblem[];
}> {
  const parsed = [...new Set(refs)].map(ref => ({
    ref,
    entityRef: parse(ref, 'Component'),
  }));
  const entityRefs = parsed.flatMap(({ entityRef }) =>
    entityRef ? [stringifyEntityRef(entityRef)] : [],
  );
  const { items } =
    entityRefs.length > 0
      ? await catalog.getEntitiesByRefs({ entityRefs }, options)
      : { items: [] };
  const entities = new Map<string, Entity>(
    items.flatMap(entity =>
      entity ? [[stringifyEntityRef(entity), entity] as const] : [],
    ),
  );
  const dependencies: NewServiceDependency[] = [];
  const problems: NewServiceProblem[] = [];
  for (const { ref, entityRef } of parsed) {
    const entity = entityRef && entities.get(stringifyEntityRef(entityRef));
    const service = entity && readServiceEntity(entity);
    if (!entity) {
      problems.push({
        field: 'dependencies',
        message: `there is no service \`${ref}\` in the catalog: choose one that exists`,
      });
    } else if (!service?.metadata.annotations?.[SOURCE_ANNOTATION]) {
      // What somebody registered says itself in which namespaces it is, and the network would be opened to those
      problems.push({
        field: 'dependencies',
        message: `\`${ref}\` has no service.yaml in a configured repository, so no service can name it as a dependency`,
      });
    } else {
      dependencies.push({
        ref: service.metadata.name,
        namespaces: service.spec.environments?.map(
          ({ namespace }) => namespace,
        ),
      });
    }
  }
  return { dependencies, problems };
}

function parse(
  ref: string,
  defaultKind: string,
): CompoundEntityRef | undefined {
  try {
    return parseEntityRef(ref.trim(), {
      defaultKind,
      defaultNamespace: 'default',
    });
  } catch {
    return undefined;
  }
}

function text(value: string | undefined): string | undefined {
  return value?.trim() || undefined;
}

function withoutEmpty<T extends Record<string, string | undefined>>(
  record: T,
): Partial<T> {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}
