import type {
  DatabaseService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { GitHosts } from '@stonegarden/backstage-plugin-delivery-node';
import type { ArgocdReadModel } from '../argocd/readModel/ArgocdReadModel';
import type { PromotionStore } from '../promotions/PromotionStore';
import type { ServiceResolver } from '../services/ServiceResolver';
import type { ReleaseFile } from '../releases/ReleaseFile';
import { DeployedReleases } from './DeployedReleases';
import {
  DeploymentExplainer,
  type EmergencyRollbacks,
} from './DeploymentExplainer';
import { DeploymentFactsStore } from './DeploymentFactsStore';
import { DeploymentRecorder } from './DeploymentRecorder';
import { DeploymentStore } from './DeploymentStore';
import { PromotionLinker } from './PromotionLinker';
import { ReadPace } from './ReadPace';

/** Puts the recording of deployments together. The database's tables are there already. */
export async function createDeployments(options: {
  database: DatabaseService;
  hosts: GitHosts;
  logger: LoggerService;
  promotions: PromotionStore;
  readModel: ArgocdReadModel;
  releaseFile: ReleaseFile;
  services: ServiceResolver;
  settleMs: number;
  retentionMs: number;
  emergencies?: EmergencyRollbacks;
}): Promise<DeploymentRecorder> {
  const { database, hosts, promotions, releaseFile } = options;
  const store = await DeploymentStore.create(database);
  return new DeploymentRecorder({
    ...options,
    store,
    releases: new DeployedReleases({
      hosts,
      releaseFile,
      // Two requests each: at most 2,000 in the first hour, of the 5,000 that GitHub allows a token, for each backend.
      pace: new ReadPace({ atOnce: 100, perMinute: 15 }),
    }),
    promotions: new PromotionLinker({ deployments: store, hosts, promotions }),
    explainer: new DeploymentExplainer({
      store: await DeploymentFactsStore.create(database),
      hosts,
      promotions,
      emergencies: options.emergencies ?? { list: async () => [] },
      // A commit is asked for once, whatever it deployed: of the same 5,000 at most 700 in the first hour.
      pace: new ReadPace({ atOnce: 100, perMinute: 10 }),
    }),
  });
}
