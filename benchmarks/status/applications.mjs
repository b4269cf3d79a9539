import { createHash, randomUUID } from 'node:crypto';

export const ENVIRONMENTS = ['dev', 'staging', 'prod-eu', 'prod-us'];
const REPOSITORY = 'https://git.example.invalid/acme/platform';
/** Entries of an Application's history: as many as Argo CD keeps. */
export const RELEASES = 10;

const RESOURCES = [
  ['', 'v1', 'Service'],
  ['apps', 'v1', 'Deployment'],
  ['', 'v1', 'ConfigMap'],
  ['', 'v1', 'ServiceAccount'],
  ['autoscaling', 'v2', 'HorizontalPodAutoscaler'],
  ['networking.k8s.io', 'v1', 'Ingress'],
];

/** @param {number} index */
export function serviceName(index) {
  return `svc-${String(index).padStart(5, '0')}`;
}

/** @param {string} text */
function sha1(text) {
  return createHash('sha1').update(text).digest('hex');
}

/** @param {number} index @param {number} day */
function time(index, day) {
  const at = 1_760_000_000_000 + index * 1e5 + day * 864e5;
  return new Date(at).toISOString().replace(/\.\d+Z/, 'Z');
}

/**
 * A commit that was deployed to an environment.
 * @param {number} index of the service
 * @param {number} stage index of the environment
 * @param {number} release 0 is the oldest
 */
function commitOf(index, stage, release) {
  return sha1(`${serviceName(index)}:${release + 3 - stage}`);
}

/**
 * What Argo CD says of a commit.
 * @param {string} revision
 */
export function revisionMetadata(revision) {
  return {
    author: 'Erin Example <erin@example.invalid>',
    date: time(0, Number.parseInt(revision.slice(0, 2), 16)),
    message: `Take what ${revision.slice(0, 7)} brings\n\nReviewed by Frank.`,
  };
}

/**
 * The record of deployments of a service as `delivery-backend` keeps it: what the histories of its Applications say, and the
 * commits as a Git host told them.
 * @param {number} index of the service
 */
export function deploymentRows(index) {
  return ENVIRONMENTS.flatMap((environment, stage) =>
    Array.from({ length: RELEASES }, (_, release) => {
      const revision = commitOf(index, stage, release);
      const at = new Date(time(index, release)).toISOString();
      const { date, message } = revisionMetadata(revision);
      const tag = `1.${index % 30}.${release + 3 - stage}`;
      const image = `registry.example.invalid/acme/${serviceName(index)}`;
      return {
        id: randomUUID(),
        entity_ref: `component:default/${serviceName(index)}`,
        environment,
        instance: 'main',
        application: `argocd/${serviceName(index)}-${environment}`,
        release: JSON.stringify({ images: [{ name: image, tag }] }),
        release_key: sha1(`${image}:${tag}`),
        release_text: `${image}:${tag}`,
        started_at: at,
        revision,
        last_synced_at: at,
        last_revision: revision,
        healthy_since: at,
        outcome: 'succeeded',
        automated: true,
        commit_title: message.split('\n')[0],
        commit_author: 'Erin Example',
        committed_at: new Date(date).toISOString(),
        cause: 'git',
        caused_by: 'Erin Example',
        facts_at: at,
      };
    }),
  );
}

/**
 * An Application of about 8 KB, as Argo CD 3 keeps it after ten deployments.
 * @param {number} index of the service
 * @param {number} stage index of the environment
 */
export function application(index, stage) {
  const service = serviceName(index);
  const environment = ENVIRONMENTS[stage];
  const namespace = `${service}-${environment}`;
  const image = `registry.example.invalid/acme/${service}:1.${index % 30}.${
    13 - stage
  }`;
  const source = {
    repoURL: REPOSITORY,
    path: `kubernetes/services/${service}/environments/${environment}`,
    targetRevision: 'main',
    kustomize: { images: [image] },
  };
  const destination = { name: 'bench', namespace };
  const history = Array.from({ length: RELEASES }, (_, release) => ({
    revision: commitOf(index, stage, release),
    deployedAt: time(index, release),
    deployStartedAt: time(index, release),
    id: 40 + release,
    source,
    initiatedBy: { automated: true },
  }));
  const revision = history[RELEASES - 1].revision;
  const resources = RESOURCES.map(([group, version, kind]) => ({
    ...(group && { group }),
    ...{ version, kind, namespace, name: service },
    status: 'Synced',
    health: { status: 'Healthy' },
  }));
  return {
    metadata: {
      name: namespace,
      namespace: 'argocd',
      uid: sha1(namespace).slice(0, 32),
      resourceVersion: String(1e6 + index),
      generation: 900 + index,
      creationTimestamp: time(index, 0),
      labels: {
        service,
        environment,
        'platform.stonegarden.dev/service': service,
        'platform.stonegarden.dev/environment': environment,
        'platform.stonegarden.dev/team': `team-${index % 50}`,
      },
      annotations: { 'argocd.argoproj.io/refresh': 'normal' },
    },
    spec: {
      source,
      destination,
      project: environment,
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'],
      },
      revisionHistoryLimit: RELEASES,
    },
    status: {
      resources,
      sync: {
        status: index % 17 ? 'Synced' : 'OutOfSync',
        comparedTo: { source, destination },
        revision,
      },
      health: {
        status: index % 23 ? 'Healthy' : 'Degraded',
        lastTransitionTime: time(index, RELEASES),
      },
      history,
      reconciledAt: time(index, 11),
      operationState: {
        operation: {
          sync: {
            revision,
            prune: true,
            syncOptions: ['CreateNamespace=true'],
          },
          initiatedBy: { automated: true },
          retry: { limit: 5 },
        },
        phase: 'Succeeded',
        message: 'successfully synced (all tasks run)',
        syncResult: {
          resources: resources.map(({ version, kind, name, ...resource }) => ({
            group: resource.group ?? '',
            ...{ version, kind, namespace, name },
            status: 'Synced',
            message: `${kind.toLowerCase()}/${name} configured`,
            hookPhase: 'Running',
            syncPhase: 'Sync',
          })),
          revision,
          source,
        },
        startedAt: time(index, 10),
        finishedAt: time(index, 10),
      },
      sourceType: 'Kustomize',
      summary: { images: [image] },
    },
  };
}

/**
 * The catalog entity of a service, as the service manifest provider gives it.
 * @param {number} index
 */
export function serviceEntity(index) {
  const name = serviceName(index);
  const folder = `kubernetes/services/${name}`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      description: `Service ${index} of the benchmark`,
      annotations: {
        'backstage.io/managed-by-location': `url:${REPOSITORY}/blob/main/${folder}/service.yaml`,
        'backstage.io/managed-by-origin-location': `url:${REPOSITORY}/blob/main/${folder}/service.yaml`,
        'backstage.io/source-location': `url:${REPOSITORY}/tree/main/${folder}/`,
        'platform.stonegarden.dev/source': 'benchmark',
        'argocd/app-selector': `service=${name}`,
      },
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: `group:default/team-${index % 50}`,
      environments: ENVIRONMENTS.map(environment => ({
        name: environment,
        cluster: 'bench',
        namespace: `${name}-${environment}`,
        autoSync: true,
      })),
    },
  };
}

/** The source of the services, for `catalog.providers.serviceManifest`. */
export const SOURCE_URL = `${REPOSITORY}/tree/main/`;
