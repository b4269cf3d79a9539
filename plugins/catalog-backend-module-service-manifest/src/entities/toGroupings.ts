import { DEFAULT_NAMESPACE, Entity } from '@backstage/catalog-model';
import type { Layer } from '@stonegarden/service-manifest';
import type { EntityAddresses } from './EntityAddresses';
import type { ServiceComponent } from '../ServiceComponent';
import { mostFrequent, toEntityName } from './entityNames';
import { locationAnnotations } from './locationAnnotations';

const DOMAINS: Record<Layer, { title: string; description: string }> = {
  services: {
    title: 'Services',
    description: 'What people use: the applications of the product teams',
  },
  platform: {
    title: 'Platform',
    description:
      'What services build on: databases, messaging and other shared services',
  },
  infra: {
    title: 'Infrastructure',
    description:
      'What everything runs on: network, storage, monitoring, backup and the controllers of the clusters',
  },
  bootstrap: {
    title: 'Bootstrap',
    description: 'What sets up a cluster before anything else runs on it',
  },
};

/**
 * A Domain per layer that has services, owned by the team that owns most of them.
 *
 * @internal
 */
export function toDomains(
  components: ServiceComponent[],
  address: EntityAddresses,
): Entity[] {
  return groupBy(components, one => one.spec.layer).map(([layer, members]) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Domain',
    metadata: {
      name: layer,
      namespace: DEFAULT_NAMESPACE,
      ...DOMAINS[layer],
      annotations: locationAnnotations(
        address.folderUrl(`${address.folder}/${layer}`),
      ),
    },
    spec: { owner: ownerOf(members) },
  }));
}

/**
 * A System per category, in the Domain of the layer that has most of its services.
 *
 * @internal
 */
export function toSystems(
  components: ServiceComponent[],
  address: EntityAddresses,
): Entity[] {
  return groupBy(components, one => one.spec.system).map(([name, members]) => {
    const layers = members.flatMap(one => one.spec.layer ?? []);
    const domain = mostFrequent(layers);
    const title = mostFrequent(members.flatMap(m => m.spec.category ?? []));
    return {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'System',
      metadata: {
        name,
        namespace: DEFAULT_NAMESPACE,
        ...(title && title !== name ? { title } : {}),
        annotations: locationAnnotations(
          address.folderUrl(
            domain ? `${address.folder}/${domain}` : address.folder,
          ),
        ),
      },
      spec: { owner: ownerOf(members), ...(domain ? { domain } : {}) },
    };
  });
}

/**
 * A Resource per cluster that an environment names, owned by the team that owns most of the infrastructure.
 *
 * @internal
 */
export function toClusters(
  components: ServiceComponent[],
  address: EntityAddresses,
): Entity[] {
  const infrastructure = components.filter(one => one.spec.layer === 'infra');
  const owner = ownerOf(infrastructure.length ? infrastructure : components);
  const clusters = new Map<string, string>();
  for (const { cluster } of components.flatMap(
    one => one.spec.environments ?? [],
  )) {
    const name = toEntityName(cluster);
    if (name) {
      clusters.set(name, cluster);
    }
  }
  return [...clusters].sort().map(([name, cluster]) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      namespace: DEFAULT_NAMESPACE,
      ...(cluster === name ? {} : { title: cluster }),
      description:
        cluster === 'in-cluster'
          ? 'The Kubernetes cluster that Argo CD itself runs in'
          : `Kubernetes cluster ${cluster}`,
      annotations: locationAnnotations(address.treeUrl),
    },
    spec: { type: 'kubernetes-cluster', owner },
  }));
}

function ownerOf(members: ServiceComponent[]): string {
  return mostFrequent(members.map(one => one.spec.owner)) ?? '';
}

function groupBy<K extends string>(
  components: ServiceComponent[],
  keyOf: (component: ServiceComponent) => K | undefined,
): Array<[K, ServiceComponent[]]> {
  const groups = new Map<K, ServiceComponent[]>();
  for (const component of components) {
    const key = keyOf(component);
    if (key) {
      groups.set(key, [...(groups.get(key) ?? []), component]);
    }
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}
