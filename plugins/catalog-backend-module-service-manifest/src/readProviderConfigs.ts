import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import { DEFAULT_API_GROUP } from '@stonegarden/service-manifest';
import { RepositoryAddress } from './RepositoryAddress';

/**
 * One configured repository.
 *
 * @internal
 */
export type ProviderConfig = {
  id: string;
  address: RepositoryAddress;
  apiGroup: string;
  schedule: SchedulerServiceTaskScheduleDefinition;
};

const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 5 },
  timeout: { minutes: 3 },
};

/**
 * Reads `catalog.providers.serviceManifest`; empty when nothing is configured.
 *
 * @throws InputError that names the key when a value cannot be used
 * @internal
 */
export function readProviderConfigs(rootConfig: Config): ProviderConfig[] {
  const key = 'catalog.providers.serviceManifest';
  const providers = rootConfig.getOptionalConfig(key);
  return (providers?.keys() ?? []).map(id => {
    const config = rootConfig.getConfig(`${key}.${id}`);
    try {
      return {
        id,
        address: RepositoryAddress.parse(
          config.getString('url'),
          config.getOptionalString('root') ?? 'kubernetes',
        ),
        apiGroup: config.getOptionalString('apiGroup') ?? DEFAULT_API_GROUP,
        schedule: config.has('schedule')
          ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
              config.getConfig('schedule'),
            )
          : DEFAULT_SCHEDULE,
      };
    } catch (error) {
      throw new InputError(`${key}.${id}: ${toError(error).message}`);
    }
  });
}
