import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { readRollbackConfig } from '../../config/readRollbackConfig';
import type { DeploymentStore } from '../../deployments/DeploymentStore';
import type { PromotionStore } from '../../promotions/PromotionStore';
import { ImageRegistries } from '../../registries/ImageRegistries';
import { readRegistries } from '../../registries/readRegistries';
import { RollbackWarningCollector } from './RollbackWarningCollector';

/** Puts together what warns of a rollback, as app-config says. */
export function createRollbackWarnings(options: {
  config: Config;
  deployments: DeploymentStore;
  logger: LoggerService;
  promotions: PromotionStore;
}): RollbackWarningCollector {
  const { config, logger } = options;
  return new RollbackWarningCollector({
    ...options,
    ...readRollbackConfig(config),
    registries: new ImageRegistries({
      registries: readRegistries(config),
      logger,
    }),
  });
}
