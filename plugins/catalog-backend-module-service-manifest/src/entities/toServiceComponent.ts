import {
  ANNOTATION_SOURCE_LOCATION,
  DEFAULT_NAMESPACE,
  EntityLink,
} from '@backstage/catalog-model';
import type {
  Diagnostic,
  Layer,
  ManifestLocation,
  ResolvedDependency,
  ServiceManifest,
} from '@stonegarden/service-manifest';
import type { EntityAddresses } from './EntityAddresses';
import {
  MANIFEST_PATH_ANNOTATION,
  ServiceComponent,
} from '../ServiceComponent';
import { entityRef, toEntityName, toTag, validEntries } from './entityNames';
import { locationAnnotations } from './locationAnnotations';

const PREFIX = 'platform.stonegarden.dev';

const TYPES: Record<Layer, ServiceComponent['spec']['type']> = {
  services: 'service',
  platform: 'platform-service',
  infra: 'infrastructure',
  bootstrap: 'infrastructure',
};

/**
 * The Component of a valid manifest.
 *
 * @internal
 */
export function toServiceComponent(
  manifest: ServiceManifest,
  dependencies: ResolvedDependency[],
  problems: Diagnostic[],
  address: EntityAddresses,
): ServiceComponent {
  const { name, location, owner, environments, category, sla } = manifest;
  const { layer } = location;
  const isProduction = environments.some(one => one.name === 'production');
  const links = linksOf(manifest, address);

  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: DEFAULT_NAMESPACE,
      ...defined('description', manifest.description),
      labels: validEntries(manifest.labels, 'labels'),
      annotations: {
        ...validEntries(manifest.annotations, 'annotations'),
        ...serviceAnnotations(name, location, address),
        [`${PREFIX}/environments`]: environments.map(e => e.name).join(','),
        ...summary('availability', sla?.availability?.text),
        ...summary('latency', sla?.latency?.text),
        ...summary(
          'pod-security-standards',
          manifest.security?.podSecurityStandards,
        ),
      },
      tags: tagsOf(layer, category),
      ...(links.length > 0 ? { links } : {}),
    },
    spec: {
      type: typeOf(layer),
      lifecycle: isProduction ? 'production' : 'experimental',
      owner: entityRef('group', owner.team),
      ...defined('system', category && toEntityName(category)),
      dependsOn: dependsOnOf(manifest, dependencies),
      ...defined('layer', layer),
      ...defined('category', category),
      aliases: manifest.aliases,
      environments,
      contact: owner,
      ...defined('sla', sla),
      ...defined('monitoring', manifest.monitoring),
      ...defined('security', manifest.security),
      ...(problems.length > 0 ? { problems } : {}),
    },
  };
}

/**
 * The Component of a manifest that never was valid: what its place tells, and what is wrong with it.
 *
 * @param owner - name of a team
 * @internal
 */
export function toUnreadComponent(
  service: { name: string; location: ManifestLocation },
  owner: string,
  problems: Diagnostic[],
  address: EntityAddresses,
): ServiceComponent {
  const { name, location } = service;
  const { layer, category } = location;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: DEFAULT_NAMESPACE,
      annotations: serviceAnnotations(name, location, address),
      tags: tagsOf(layer, category),
    },
    spec: {
      type: typeOf(layer),
      lifecycle: 'unknown',
      owner: entityRef('group', owner),
      ...defined('system', category && toEntityName(category)),
      ...defined('layer', layer),
      ...defined('category', category),
      problems,
    },
  };
}

function serviceAnnotations(
  name: string,
  location: ManifestLocation,
  address: EntityAddresses,
): Record<string, string> {
  return {
    ...locationAnnotations(address.fileUrl(location.path)),
    [ANNOTATION_SOURCE_LOCATION]: `url:${address.folderUrl(
      location.directory,
    )}`,
    [MANIFEST_PATH_ANNOTATION]: location.path,
    'argocd/app-selector': `${PREFIX}/service=${name}`,
  };
}

function dependsOnOf(
  manifest: ServiceManifest,
  dependencies: ResolvedDependency[],
): string[] {
  const services = dependencies.flatMap(({ service }) =>
    service && service !== manifest.name
      ? [entityRef('component', service)]
      : [],
  );
  const clusters = manifest.environments.flatMap(({ cluster }) => {
    const name = toEntityName(cluster);
    return name ? [entityRef('resource', name)] : [];
  });
  return [...new Set([...services, ...clusters])];
}

function linksOf(
  { monitoring, location }: ServiceManifest,
  address: EntityAddresses,
): EntityLink[] {
  const links: EntityLink[] = [];
  for (const path of monitoring?.dashboards ?? []) {
    const name = path
      .split('/')
      .at(-1)
      ?.replace(/\.json$/, '');
    links.push({
      url: address.fileUrl(`${location.directory}/monitoring/${path}`),
      title: `Dashboard ${name} (definition)`,
      type: 'dashboard',
    });
  }
  return links;
}

function typeOf(layer?: Layer): ServiceComponent['spec']['type'] {
  return layer ? TYPES[layer] : 'service';
}

function tagsOf(layer?: string, category?: string): string[] {
  const tags = [layer, category].flatMap(text => (text && toTag(text)) || []);
  return [...new Set(tags)];
}

function summary(name: string, text?: string): Record<string, string> {
  return text ? { [`${PREFIX}/${name}`]: text } : {};
}

function defined<K extends string, V>(
  key: K,
  value: V | undefined | '',
): { [P in K]?: V } {
  return value === undefined || value === ''
    ? {}
    : ({ [key]: value } as { [P in K]?: V });
}
