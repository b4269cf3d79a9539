import type { LoggerService } from '@backstage/backend-plugin-api';
import type { GitHosts } from '@stonegarden/backstage-plugin-delivery-node';
import { Resources } from '../api/resources/Resources';
import { ApplicationActions } from '../argocd/actions/ApplicationActions';
import type { ArgocdReadModel } from '../argocd/readModel/ArgocdReadModel';
import type { GitReleases } from '../releases/GitReleases';
import type { ServiceResolver } from '../services/ServiceResolver';
import { EnvironmentReader } from './EnvironmentReader';
import { LogReader } from './LogReader';
import { OpenedApplications } from './OpenedApplications';
import { ReleaseReader } from './ReleaseReader';
import { RolloutReader } from './RolloutReader';
import { SyncPreviewer } from './SyncPreviewer';

/** Puts together what is read of environments on demand; `forget` lets go of what was read, as something has changed it. */
export function createResources(options: {
  gitReleases: GitReleases;
  hosts: GitHosts;
  logger: LoggerService;
  readModel: ArgocdReadModel;
  services: ServiceResolver;
}): { resources: Resources; forget: () => void } {
  const { services } = options;
  const applications = new OpenedApplications(options);
  const environments = new EnvironmentReader({ applications });
  const rollouts = new RolloutReader({ environments });
  const previewer = new SyncPreviewer({
    ...options,
    applications,
    environments,
  });
  const forget = () => {
    environments.clear();
    rollouts.clear();
    previewer.clear();
  };
  const resources = new Resources({
    actions: new ApplicationActions({ applications, onChange: forget }),
    environments,
    logs: new LogReader({ applications, environments }),
    previewer,
    releases: new ReleaseReader({ ...options, applications, rollouts }),
    services,
  });
  return { resources, forget };
}
