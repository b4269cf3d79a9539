import { DEFAULT_NAMESPACE, Entity } from '@backstage/catalog-model';
import type { Layer } from '@stonegarden/service-manifest';
import type { ServiceEntity } from '@stonegarden/backstage-plugin-delivery-common';
import { EntityContext, rootFolderUrl } from './EntityContext';
import { locationAnnotations } from './locationAnnotations';
import { mostFrequent, OwnerTally } from './OwnerTally';

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
  components: Iterable<ServiceEntity>,
  owners: OwnerTally,
  context: EntityContext,
): Entity[] {
  const layers = new Set<Layer>();
  for (const { spec } of components) {
    if (spec.layer) {
      layers.add(spec.layer);
    }
  }
  return [...layers].sort().map(layer => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Domain',
    metadata: {
      name: layer,
      namespace: DEFAULT_NAMESPACE,
      ...DOMAINS[layer],
      annotations: locationAnnotations(layerUrl(layer, context), context),
    },
    spec: { owner: owners.ofLayer(layer) ?? '' },
  }));
}

/**
 * A System per category, in the Domain of the layer that has most of its services; and one per layer for its services
 * without a category.
 *
 * @internal
 */
export function toSystems(
  components: Iterable<ServiceEntity>,
  owners: OwnerTally,
  context: EntityContext,
): Entity[] {
  const systems = new Map<
    string,
    { layers: Map<Layer, number>; titles: Map<string, number> }
  >();
  for (const { spec } of components) {
    const { system, layer, category } = spec;
    if (system) {
      const facts = systems.get(system) ?? {
        layers: new Map(),
        titles: new Map(),
      };
      systems.set(system, facts);
      if (layer) {
        facts.layers.set(layer, (facts.layers.get(layer) ?? 0) + 1);
      }
      const title = category ?? (layer && DOMAINS[layer].title);
      if (title) {
        facts.titles.set(title, (facts.titles.get(title) ?? 0) + 1);
      }
    }
  }
  return [...systems]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { layers, titles }]) => {
      const domain = mostFrequent(layers);
      const title = mostFrequent(titles);
      const url = domain ? layerUrl(domain, context) : rootFolderUrl(context);
      return {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'System',
        metadata: {
          name,
          namespace: DEFAULT_NAMESPACE,
          ...(title && title !== name ? { title } : {}),
          annotations: locationAnnotations(url, context),
        },
        spec: {
          owner: owners.ofSystem(name) ?? '',
          ...(domain ? { domain } : {}),
        },
      };
    });
}

/** Address of the folder of a layer, by the name that it has here. */
function layerUrl(layer: Layer, context: EntityContext): string {
  const names = Object.entries(context.layers ?? {})
    .filter(([, mapped]) => mapped === layer)
    .map(([name]) => name)
    .sort();
  return rootFolderUrl(context, names[0] ?? layer);
}
