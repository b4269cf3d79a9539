/**
 * The API group of service manifests when none is configured, and the domain of Stonegarden's own labels and annotations.
 *
 * @public
 */
export const DEFAULT_API_GROUP = 'platform.stonegarden.dev';

/**
 * What the keys of Stonegarden's own labels and annotations start with. It stays the same when another API group is
 * configured.
 *
 * @public
 */
export const OWN_KEY_PREFIX = `${DEFAULT_API_GROUP}/` as const;

/**
 * Labels on Kubernetes and Argo CD objects that say which service, environment and team an object belongs to, and which
 * layer's services an ApplicationSet finds.
 *
 * @public
 */
export const SERVICE_LABELS = {
  service: `${OWN_KEY_PREFIX}service`,
  environment: `${OWN_KEY_PREFIX}environment`,
  team: `${OWN_KEY_PREFIX}team`,
  layer: `${OWN_KEY_PREFIX}layer`,
} as const;

/**
 * Annotation of catalog entities: the manifest's path from the root of its repository.
 *
 * @public
 */
export const MANIFEST_PATH_ANNOTATION =
  `${OWN_KEY_PREFIX}manifest-path` as const;

/**
 * Annotation of every catalog entity that came from a configured source: the source's id.
 *
 * @public
 */
export const SOURCE_ANNOTATION = `${OWN_KEY_PREFIX}source` as const;

/**
 * Annotation of a service's entity: its open incident, in words, as a web address, or both. A manifest may have it, and so may
 * whatever else writes annotations.
 *
 * @public
 */
export const INCIDENT_ANNOTATION = `${OWN_KEY_PREFIX}incident` as const;

/**
 * Annotation of a service's manifest and entity: the address of the repository that its own image is built from, for example
 * `https://github.com/acme/shop`, or `acme/shop` for one at the host of the manifest.
 *
 * @public
 */
export const SOURCE_REPOSITORY_ANNOTATION =
  `${OWN_KEY_PREFIX}source-repository` as const;

/**
 * Annotations of catalog entities that summarize a manifest, for lists that are ordered and searched by them. The catalog
 * orders texts: `availabilityOrder` and `latencyOrder` are numbers padded with zeros.
 *
 * @public
 */
export const SUMMARY_ANNOTATIONS = {
  environments: `${OWN_KEY_PREFIX}environments`,
  availability: `${OWN_KEY_PREFIX}availability`,
  availabilityOrder: `${OWN_KEY_PREFIX}availability-order`,
  latency: `${OWN_KEY_PREFIX}latency`,
  latencyOrder: `${OWN_KEY_PREFIX}latency-order`,
  podSecurityStandards: `${OWN_KEY_PREFIX}pod-security-standards`,
} as const;
