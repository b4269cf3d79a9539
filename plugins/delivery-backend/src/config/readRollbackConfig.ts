import type { Config } from '@backstage/config';
import { MANIFEST_SOURCES_KEY } from '@stonegarden/backstage-plugin-delivery-common';
import { DEFAULT_API_GROUP } from '@stonegarden/service-manifest';

const DEFAULT_UNSAFE_LABEL = 'rollback-unsafe';

/** What app-config says about rollbacks. */
export interface RollbackConfig {
  /** Names of the environments in which a failed promotion is rolled back unless its service says otherwise. */
  automatic: readonly string[];
  /** Label of a pull request whose version earlier ones cannot run after. */
  unsafeLabel: string;
  /** API groups of the service manifests of all sources. */
  apiGroups: readonly string[];
}

function readApiGroups(config: Config): string[] {
  const sources = config.getOptionalConfig(MANIFEST_SOURCES_KEY);
  const groups = (sources?.keys() ?? []).map(
    id => sources?.getOptionalString(`${id}.apiGroup`) ?? DEFAULT_API_GROUP,
  );
  return [...new Set([DEFAULT_API_GROUP, ...groups])];
}

/** Reads `delivery.rollback` of app-config, and what of `catalog.providers.serviceManifest` reading a manifest takes. */
export function readRollbackConfig(config: Config): RollbackConfig {
  return {
    automatic:
      config.getOptionalStringArray('delivery.rollback.automatic') ?? [],
    unsafeLabel:
      config.getOptionalString('delivery.rollback.unsafeLabel') ??
      DEFAULT_UNSAFE_LABEL,
    apiGroups: readApiGroups(config),
  };
}
