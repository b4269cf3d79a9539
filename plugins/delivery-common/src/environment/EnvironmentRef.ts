import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/**
 * One environment of one service.
 *
 * @public
 */
export interface EnvironmentRef {
  /** Full ref of the service's catalog entity, in lower case, for example `component:default/shop`. */
  entityRef: string;
  /** Name of the environment in the service manifest. */
  environment: string;
}

/**
 * Names an environment for the permission system: `component:default/shop#production`. The entity ref is written in full
 * and in lower case, and the environment's name is percent-encoded, so that each environment has exactly one name.
 *
 * @throws Error when the entity ref is not one
 * @public
 */
export function stringifyEnvironmentRef(ref: EnvironmentRef): string {
  const entityRef = stringifyEntityRef(parseEntityRef(ref.entityRef));
  return `${entityRef}#${encodeURIComponent(ref.environment)}`;
}

/**
 * Reads what {@link stringifyEnvironmentRef} wrote; undefined for anything else.
 *
 * @public
 */
export function parseEnvironmentRef(ref: string): EnvironmentRef | undefined {
  const separator = ref.indexOf('#');
  try {
    const parsed = {
      entityRef: ref.slice(0, separator),
      environment: decodeURIComponent(ref.slice(separator + 1)),
    };
    return separator > 0 &&
      parsed.environment !== '' &&
      stringifyEnvironmentRef(parsed) === ref
      ? parsed
      : undefined;
  } catch {
    return undefined;
  }
}
