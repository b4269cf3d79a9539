import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      /**
       * Repositories whose service.yaml files fill the catalog, by an id of your choice.
       *
       * @visibility backend
       */
      serviceManifest?: {
        [id: string]: {
          /**
           * Web address of a branch, such as `https://github.com/acme/platform/tree/main/`.
           * Its host must be configured in `integrations`.
           *
           * @visibility backend
           */
          url: string;
          /**
           * Folder that holds the layers, from the address above. `kubernetes` when absent.
           *
           * @visibility backend
           */
          root?: string;
          /**
           * API group that marks a document as a service manifest. `platform.stonegarden.dev` when absent.
           *
           * @visibility backend
           */
          apiGroup?: string;
          /**
           * When to read besides push events. Every 5 minutes when absent.
           *
           * @visibility backend
           */
          schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        };
      };
    };
  };
}
