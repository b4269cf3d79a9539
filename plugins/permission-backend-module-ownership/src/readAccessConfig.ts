import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { AccessConfig } from './AccessConfig';

const ACCESS = 'delivery.access';
const ROLE = /^(group|user):[^/\s]+\/[^/\s]+$/;

function readRef(ref: string, where: string): string {
  try {
    const canonical = stringifyEntityRef(parseEntityRef(ref));
    if (ROLE.test(canonical)) {
      return canonical;
    }
  } catch {
    // It is told below what would be right.
  }
  throw new InputError(
    `${where} in app-config must be the ref of a group or user, for example group:default/release-managers, not ${JSON.stringify(
      ref,
    )}`,
  );
}

function readRefs(
  config: Config,
  key: 'administrators' | 'releaseManagers',
): string[] {
  const where = `${ACCESS}.${key}`;
  const refs = config.getOptionalStringArray(where) ?? [];
  return refs.map((ref, index) => readRef(ref, `${where}[${index}]`));
}

/**
 * Reads and checks `delivery.access` in app-config. Throws InputError, which names the key and what would be right.
 *
 * @public
 */
export function readAccessConfig(config: Config): AccessConfig {
  const where = `${ACCESS}.alsoAllow`;
  const alsoAllow = config.getOptionalStringArray(where) ?? [];
  alsoAllow.forEach((name, index) => {
    if (!/^[a-z][\w-]*(\.[\w-]+)+$/i.test(name)) {
      throw new InputError(
        `${where}[${index}] in app-config must be the name of one permission, for example catalog.entity.validate, not ${JSON.stringify(
          name,
        )}`,
      );
    }
    if (name.startsWith('delivery.')) {
      throw new InputError(
        `${where}[${index}] in app-config must not be a permission of service delivery: ${name} follows ownership. Name a group in ${ACCESS}.releaseManagers instead, or write a policy (docs/guides/permissions.md)`,
      );
    }
  });
  return {
    administrators: readRefs(config, 'administrators'),
    releaseManagers: readRefs(config, 'releaseManagers'),
    alsoAllow,
  };
}
