import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { GitHosts } from '@stonegarden/backstage-plugin-delivery-node';
import { DeploymentFiles } from '../../deployments/history/DeploymentFiles';
import { HistoryStore } from '../../deployments/history/HistoryStore';
import type { ServiceResolver } from '../../services/ServiceResolver';
import { History } from './History';

/** Puts together what answers from the record of deployments. The database's tables are there already. */
export async function createHistory(options: {
  database: DatabaseService;
  hosts: GitHosts;
  productionEnvironments: readonly string[];
  services: ServiceResolver;
}): Promise<History> {
  return new History({
    ...options,
    files: new DeploymentFiles(options),
    store: await HistoryStore.create(options.database),
  });
}
