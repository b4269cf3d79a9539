import {
  ANNOTATION_EDIT_URL,
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  ANNOTATION_VIEW_URL,
} from '@backstage/catalog-model';
import {
  INCIDENT_ANNOTATION,
  OWN_KEY_PREFIX,
  SERVICE_LABELS,
  SOURCE_REPOSITORY_ANNOTATION,
  type ServiceManifest,
} from '@stonegarden/service-manifest';
import type { EntityContext } from './EntityContext';
import { takesKey } from './takesKey';
import { validEntries } from './entityNames';

/** A manifest does not decide where its entity comes from. */
const RESERVED = [
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  'backstage.io/orphan',
];

/** People open these. */
const ADDRESSES = [ANNOTATION_VIEW_URL, ANNOTATION_EDIT_URL];

/** Names in one selector; a service with more dashboards names the rest of them by a tag. */
const MAX_SELECTED = 20;

/**
 * The annotations of a Component that other plugins read: what the manifest itself has, else what follows from it.
 *
 * @param hasDocs - whether there is documentation beside the manifest
 * @internal
 */
export function manifestAnnotations(
  manifest: ServiceManifest,
  hasDocs: boolean,
  context: Pick<EntityContext, 'applicationLabel' | 'annotations'> = {},
): Record<string, string> {
  const own = ownAnnotations(manifest.annotations, context.annotations);
  return {
    // Plugins for Argo CD want one of these only.
    ...('argocd/app-name' in own
      ? {}
      : applicationSelector(manifest.name, context)),
    'backstage.io/kubernetes-label-selector': `app.kubernetes.io/part-of=${manifest.name}`,
    ...monitoringAnnotations(manifest),
    ...(hasDocs ? { 'backstage.io/techdocs-ref': 'dir:.' } : {}),
    ...own,
  };
}

/**
 * By what other plugins find the Applications of a service; empty where no label tells.
 *
 * @internal
 */
export function applicationSelector(
  name: string,
  {
    applicationLabel = SERVICE_LABELS.service,
  }: Pick<EntityContext, 'applicationLabel'>,
): Record<string, string> {
  return applicationLabel
    ? { 'argocd/app-selector': `${applicationLabel}=${name}` }
    : {};
}

function ownAnnotations(
  annotations: Record<string, string>,
  allowed: readonly string[] = [],
): Record<string, string> {
  const entries = Object.entries(validEntries(annotations, 'annotations'));
  return Object.fromEntries(
    entries.filter(
      ([key, value]) =>
        (key === INCIDENT_ANNOTATION ||
          key === SOURCE_REPOSITORY_ANNOTATION ||
          (takesKey(key, allowed) && !key.startsWith(OWN_KEY_PREFIX))) &&
        !RESERVED.includes(key) &&
        (!ADDRESSES.includes(key) || isWebAddress(value)),
    ),
  );
}

function monitoringAnnotations({
  name,
  monitoring,
}: ServiceManifest): Record<string, string> {
  if (!monitoring?.enabled) {
    return {};
  }
  const titles = monitoring.dashboards
    .slice(0, MAX_SELECTED)
    .map(path => path.replace(/^.*\//, '').replace(/\.json$/, ''));
  const dashboards = [
    `tags @> '${name}'`,
    ...titles.map(title => `title == '${title}'`),
  ];
  return {
    ...(titles.length > 0
      ? { 'grafana/dashboard-selector': dashboards.join(' || ') }
      : {}),
    ...(monitoring.alerts.length > 0
      ? {
          'grafana/alert-label-selector': `service=${name}`,
          'prometheus.io/alert': 'all',
          'prometheus.io/labels': `service=${name}`,
        }
      : {}),
  };
}

function isWebAddress(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
