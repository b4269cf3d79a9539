import type { Entity } from '@backstage/catalog-model';
import type { EnvironmentRelease } from '@stonegarden/gitops-manifests';
import type {
  Diagnostic,
  Layer,
  ManifestEnvironment,
  ServiceMonitoring,
  ServiceOwner,
  ServiceSecurity,
  ServiceSla,
} from '@stonegarden/service-manifest';

/**
 * The Component that a service manifest becomes. It is what delivery-common calls a ServiceEntity.
 *
 * @internal
 */
export interface ServiceComponent extends Entity {
  kind: 'Component';
  spec: {
    type: 'service' | 'platform-service' | 'infrastructure';
    lifecycle: string;
    owner: string;
    system?: string;
    dependsOn?: string[];
    layer?: Layer;
    category?: string;
    aliases?: string[];
    environments?: ManifestEnvironment[];
    contact?: ServiceOwner;
    sla?: ServiceSla;
    monitoring?: ServiceMonitoring;
    security?: ServiceSecurity;
    /** What Git says should run. */
    releases?: EnvironmentRelease[];
    problems?: Diagnostic[];
  };
}

/**
 * Whether an entity came from a valid manifest: only those have environments.
 *
 * @internal
 */
export function isServiceComponent(entity: Entity): entity is ServiceComponent {
  return (
    entity.kind === 'Component' &&
    Array.isArray(entity.spec?.environments) &&
    typeof entity.spec.owner === 'string'
  );
}
