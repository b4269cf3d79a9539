import { DEFAULT_API_GROUP } from '@stonegarden/service-manifest';
import type { RolloutStep } from '@stonegarden/service-manifest';
import { parseImageReference } from '../image';
import type { ImageReference } from '../image';
import { DEFAULT_CANARY_STEPS, DEFAULT_PLATFORM_SETTINGS } from './NewService';
import type {
  NewService,
  NewServiceDependency,
  PlatformSettings,
} from './NewService';

/**
 * An environment with all defaults filled in.
 *
 * @internal
 */
export interface PlannedEnvironment {
  name: string;
  cluster?: string;
  namespace: string;
  autoSync: boolean;
  replicas: number;
  canary?: { steps: RolloutStep[]; successRate: number };
}

/**
 * A valid new service with all defaults filled in: what the renderers work from.
 *
 * @internal
 */
export type PlannedService = Omit<
  NewService,
  'environments' | 'image' | 'platform' | 'layer' | 'apiGroup'
> & {
  layer: NonNullable<NewService['layer']>;
  apiGroup: string;
  image: ImageReference;
  environments: PlannedEnvironment[];
  dependencies: NewServiceDependency[];
  platform: PlatformSettings;
  /** Path of the service's folder from the root of the layers, for example `platform/messaging/kafka`. */
  directory: string;
};

/**
 * The namespace of an environment when none is given: the service's own name in production, `<service>-<environment>` elsewhere.
 *
 * @public
 */
export function defaultNamespace(service: string, environment: string): string {
  return environment === 'production' ? service : `${service}-${environment}`;
}

/**
 * The folder of a service from the root of the layers, for example `services/shop` or `platform/messaging/kafka`.
 *
 * @public
 */
export function serviceDirectory(
  service: Pick<NewService, 'name' | 'layer' | 'category'>,
): string {
  const layer = service.layer ?? 'services';
  return layer === 'services' || !service.category
    ? `${layer}/${service.name}`
    : `${layer}/${service.category}/${service.name}`;
}

/**
 * A description as it is written: trimmed, and with one kind of line break. Go's YAML readers take the Unicode line breaks
 * for ends of lines too, so they become such.
 *
 * @internal
 */
export function normalizeDescription(text: string): string {
  return text.replace(/\r\n|[\r\u0085\u2028\u2029]/g, '\n').trim();
}

/**
 * Fills in the defaults of a service that passed `checkNewService`.
 *
 * @internal
 */
export function planService(service: NewService): PlannedService {
  const description = normalizeDescription(service.description ?? '');
  return {
    ...service,
    description: description || undefined,
    layer: service.layer ?? 'services',
    apiGroup: service.apiGroup ?? DEFAULT_API_GROUP,
    image: parseImageReference(service.image),
    environments: service.environments.map(environment => {
      const canary = environment.canary && {
        steps: environment.canary.steps ?? DEFAULT_CANARY_STEPS,
        successRate: environment.canary.successRate ?? 95,
      };
      return {
        name: environment.name,
        cluster: environment.cluster,
        namespace:
          environment.namespace ??
          defaultNamespace(service.name, environment.name),
        autoSync: environment.autoSync ?? false,
        replicas: Math.max(
          environment.replicas ?? (environment.name === 'production' ? 2 : 1),
          canary ? podsForSmallestStep(canary.steps) : 1,
        ),
        canary,
      };
    }),
    dependencies: service.dependencies ?? [],
    platform: { ...DEFAULT_PLATFORM_SETTINGS, ...service.platform },
    directory: serviceDirectory(service),
  };
}

/** Without traffic routing a weight is a ratio of pods: 10 % needs ten of them. */
function podsForSmallestStep(steps: RolloutStep[]): number {
  const weights = steps.flatMap(step => step.setWeight || []);
  return weights.length ? Math.ceil(100 / Math.min(...weights)) : 1;
}
