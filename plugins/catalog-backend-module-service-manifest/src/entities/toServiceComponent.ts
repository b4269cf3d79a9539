import {
  ANNOTATION_SOURCE_LOCATION,
  DEFAULT_NAMESPACE,
  EntityLink,
} from '@backstage/catalog-model';
import type { EnvironmentRelease } from '@stonegarden/gitops-manifests';
import {
  type Diagnostic,
  type Layer,
  MANIFEST_PATH_ANNOTATION,
  type ManifestLocation,
  type ResolvedDependency,
  type ServiceManifest,
  SUMMARY_ANNOTATIONS,
} from '@stonegarden/service-manifest';
import type { ServiceEntity } from '@stonegarden/backstage-plugin-delivery-common';
import type { EntityContext } from './EntityContext';
import { entityRef, toEntityName, toTag, validEntries } from './entityNames';
import { takesKey } from './takesKey';
import { locationAnnotations } from './locationAnnotations';
import {
  applicationSelector,
  manifestAnnotations,
} from './manifestAnnotations';
import { sortableMilliseconds, sortablePercent } from './sortableSla';

const TYPES: Record<Layer, ServiceEntity['spec']['type']> = {
  services: 'service',
  platform: 'platform-service',
  infra: 'infrastructure',
  bootstrap: 'infrastructure',
};

/**
 * All that the Component of a valid manifest is made from.
 *
 * @internal
 */
export interface ServiceParts {
  manifest: ServiceManifest;
  dependencies: ResolvedDependency[];
  problems: Diagnostic[];
  /** What Git says should run. */
  releases: EnvironmentRelease[];
  /** Whether there is documentation beside the manifest. */
  hasDocs: boolean;
}

/**
 * The Component of a valid manifest.
 *
 * @internal
 */
export function toServiceComponent(
  { manifest, dependencies, problems, releases, hasDocs }: ServiceParts,
  context: EntityContext,
): ServiceEntity {
  const { name, location, owner, environments, category, sla } = manifest;
  const { layer } = location;
  const isProduction = environments.some(one => one.name === 'production');
  const links = linksOf(manifest, context);
  const unknown = dependencies.filter(one => one.service === undefined);

  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: DEFAULT_NAMESPACE,
      ...defined('description', manifest.description),
      labels: Object.fromEntries(
        Object.entries(validEntries(manifest.labels, 'labels')).filter(
          ([key]) => takesKey(key, context.annotations ?? []),
        ),
      ),
      annotations: {
        ...manifestAnnotations(manifest, hasDocs, context),
        ...serviceAnnotations(location, context),
        [SUMMARY_ANNOTATIONS.environments]: environments
          .map(e => e.name)
          .join(','),
        ...slaAnnotations(manifest),
        ...summary(
          SUMMARY_ANNOTATIONS.podSecurityStandards,
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
      ...defined('system', systemOf(layer, category)),
      dependsOn: dependsOnOf(manifest, dependencies),
      ...(unknown.length > 0
        ? { unknownDependencies: [...new Set(unknown.map(({ ref }) => ref))] }
        : {}),
      ...defined('layer', layer),
      ...defined('category', category),
      aliases: manifest.aliases,
      environments,
      contact: owner,
      ...defined('sla', sla),
      ...defined('monitoring', manifest.monitoring),
      ...defined('security', manifest.security),
      ...defined('release', manifest.release),
      ...defined('promotion', manifest.promotion),
      ...(releases.length > 0 ? { releases } : {}),
      ...(problems.length > 0 ? { problems } : {}),
    },
  };
}

/**
 * The Component of a manifest that never was valid: what its place tells, and what is wrong with it.
 *
 * @param owner - ref of a Group
 * @internal
 */
export function toUnreadComponent(
  service: { name: string; location: ManifestLocation },
  owner: string,
  problems: Diagnostic[],
  context: EntityContext,
): ServiceEntity {
  const { name, location } = service;
  const { layer, category } = location;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: DEFAULT_NAMESPACE,
      annotations: {
        ...applicationSelector(name, context),
        ...serviceAnnotations(location, context),
      },
      tags: tagsOf(layer, category),
    },
    spec: {
      type: typeOf(layer),
      lifecycle: 'unknown',
      owner,
      ...defined('system', systemOf(layer, category)),
      ...defined('layer', layer),
      ...defined('category', category),
      problems,
    },
  };
}

/** A service without a category belongs to a System named after its layer, so that it belongs to the layer's Domain. */
function systemOf(layer?: Layer, category?: string): string | undefined {
  return (category && toEntityName(category)) ?? layer;
}

function serviceAnnotations(
  location: ManifestLocation,
  context: EntityContext,
): Record<string, string> {
  const { addresses } = context;
  const folder = addresses.folderUrl(location.directory);
  return {
    ...locationAnnotations(addresses.fileUrl(location.path), context),
    [ANNOTATION_SOURCE_LOCATION]: `${addresses.locationType}:${folder}`,
    [MANIFEST_PATH_ANNOTATION]: location.path,
  };
}

function slaAnnotations({ sla }: ServiceManifest): Record<string, string> {
  const { availability, latency } = sla ?? {};
  return {
    ...summary(SUMMARY_ANNOTATIONS.availability, availability?.text),
    ...summary(
      SUMMARY_ANNOTATIONS.availabilityOrder,
      availability && sortablePercent(availability.percent),
    ),
    ...summary(SUMMARY_ANNOTATIONS.latency, latency?.text),
    ...summary(
      SUMMARY_ANNOTATIONS.latencyOrder,
      latency && sortableMilliseconds(latency.milliseconds),
    ),
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
  { addresses }: EntityContext,
): EntityLink[] {
  if (addresses.locationType !== 'url') {
    return [];
  }
  return (monitoring?.dashboards ?? []).map(path => {
    const name = path.replace(/^.*\//, '').replace(/\.json$/, '');
    return {
      url: addresses.fileUrl(`${location.directory}/monitoring/${path}`),
      title: `Dashboard ${name} (definition)`,
      type: 'dashboard',
    };
  });
}

function typeOf(layer?: Layer): ServiceEntity['spec']['type'] {
  return layer ? TYPES[layer] : 'service';
}

function tagsOf(layer?: string, category?: string): string[] {
  const tags = [layer, category].flatMap(text => (text && toTag(text)) || []);
  return [...new Set(tags)];
}

function summary(annotation: string, text?: string): Record<string, string> {
  return text ? { [annotation]: text } : {};
}

function defined<K extends string, V>(
  key: K,
  value: V | undefined | '',
): { [P in K]?: V } {
  return value === undefined || value === ''
    ? {}
    : ({ [key]: value } as { [P in K]?: V });
}
