import type { Entity } from '@backstage/catalog-model';
import type {
  Diagnostic,
  Layer,
  ManifestEnvironment,
  ServiceMonitoring,
  ServiceOwner,
  ServicePromotionPolicy,
  ServiceRelease,
  ServiceSecurity,
  ServiceSla,
} from '@stonegarden/service-manifest';

/**
 * A diagnostic as it stands on an entity.
 *
 * @public
 */
export type ServiceProblem = Diagnostic & {
  /** ISO 8601 time since which it has been so, where that is known. */
  since?: string;
};

/**
 * The catalog Component that a service manifest becomes.
 *
 * @public
 */
export interface ServiceEntity extends Entity {
  kind: 'Component';
  spec: {
    type: 'service' | 'platform-service' | 'infrastructure';
    lifecycle: string;
    /** `group:default/<team>` */
    owner: string;
    system?: string;
    dependsOn?: string[];
    /** Dependencies that no service of the repository is meant by, as the manifest writes them. */
    unknownDependencies?: string[];
    layer?: Layer;
    category?: string;
    /** Further names that other manifests may use for it. */
    aliases?: string[];
    /** In promotion order; absent only on an entity whose manifest never was valid. */
    environments?: ManifestEnvironment[];
    contact?: ServiceOwner;
    sla?: ServiceSla;
    monitoring?: ServiceMonitoring;
    security?: ServiceSecurity;
    release?: ServiceRelease;
    promotion?: ServicePromotionPolicy;
    /** What Git says should run, from the overlays: images as `name:tag` or `name@digest`, by environment. */
    releases?: Array<{ environment: string; images: string[] }>;
    /**
     * What is wrong with the manifest. With an error among them the other fields are those of its last good version,
     * with warnings only they are current.
     */
    problems?: ServiceProblem[];
  };
}

/**
 * Whether an entity came from a service manifest that was valid, now or in its last good version: only those have
 * environments.
 *
 * @public
 */
export function hasValidManifest(entity: Entity): entity is ServiceEntity {
  return (
    entity.kind === 'Component' &&
    Array.isArray(entity.spec?.environments) &&
    typeof entity.spec.owner === 'string'
  );
}
