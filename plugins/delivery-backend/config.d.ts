import { HumanDuration } from '@backstage/types';

export interface Config {
  delivery: {
    argocd: {
      /** Every Argo CD that deploys services of the catalog. */
      instances: Array<{
        /** Short name that people see, for example `homelab`. */
        name: string;
        /** Address of the API, as this backend reaches it. Never leaves the backend. */
        url: string;
        /** Address of the pages for people; no links without it. */
        dashboardUrl?: string;
        /**
         * API token of an Argo CD account that may get and sync applications.
         *
         * @visibility secret
         */
        token: string;
        /** Clusters this instance deploys to, by the names that service manifests use; every cluster when left out. */
        clusters?: string[];
      }>;
    };
    deployments?: {
      /** How long the record of a deployment is kept after the next one replaced it; two years when left out. */
      retention?: HumanDuration | string;
    };
    /**
     * Names of the environments that the permission rule `isProtected` means; `[production]` when left out. What may
     * be done there, a permission policy decides; images with floating tags are never promoted there.
     */
    protectedEnvironments?: string[];
    promotion?: {
      /** How long health must stay Healthy after a sync before a promotion has succeeded; one minute when left out. */
      settleTime?: HumanDuration | string;
      /**
       * Tags that mean another image each time one is pushed: images with these tags and no digest are not promoted to
       * protected environments. `latest`, `stable`, `main` and others when left out; an empty list allows every tag.
       */
      floatingTags?: string[];
    };
  };
}
