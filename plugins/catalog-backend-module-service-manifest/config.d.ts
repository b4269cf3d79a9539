import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      /**
       * Sources whose service.yaml files fill the catalog, by an id of your choice: letters, digits and dashes.
       *
       * @visibility backend
       */
      serviceManifest?: {
        [id: string]: {
          /**
           * Web address of a branch, such as `https://github.com/acme/platform/tree/main/`, as GitHub, GitLab, Gitea,
           * Bitbucket and Azure DevOps write it. Its host must be configured in `integrations`. With `folder`: the address
           * that the folder has at a Git host, for links.
           *
           * @visibility backend
           */
          url?: string;
          /**
           * A folder on this machine that is read instead, such as `./platform`.
           *
           * @visibility backend
           */
          folder?: string;
          /**
           * Folder that holds the layers, from the address or folder above; `.` for that itself. `kubernetes` when absent.
           * The roots of two sources must not lie in each other.
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
           * Globs over the paths of service.yaml files below the root, such as `services/**`: the only ones that are read.
           * All when absent.
           *
           * @visibility backend
           */
          include?: string[];
          /**
           * Globs over the paths of service.yaml files below the root that are not read, such as `**\/archived/**`.
           *
           * @visibility backend
           */
          exclude?: string[];
          /**
           * Which layer a top folder stands for: `services`, `platform`, `infra` or `bootstrap`, by name of the folder.
           * When absent, folders are called as their layers.
           *
           * @visibility backend
           */
          layers?: { [folder: string]: string };
          /**
           * Beginnings of the keys of annotations and labels that manifests may give to their entities, each with its slash,
           * such as `pagerduty.com/`. Plugins trust such keys, so that none is taken when absent. Keys without a slash are
           * always taken, and so is `app.kubernetes.io/`.
           *
           * @visibility backend
           */
          annotations?: string[];
          /**
           * Whether the teams that the source names become Groups. Set it to false where an organization provider (GitHub,
           * GitLab, LDAP, …) gives the Groups of the same names. True when absent.
           *
           * @visibility backend
           */
          groups?: boolean;
          /**
           * Share of the services, 0 to 1, that may disappear in one read; of a small source up to half of them, at most 5,
           * may always. When more are missing, nothing is removed. 0.3 when absent; 1 switches the check off.
           *
           * @visibility backend
           */
          maxRemovedShare?: number;
          /**
           * When to read besides push events. Every 5 minutes when absent, every minute for a folder.
           *
           * @visibility backend
           */
          schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        };
      };
    };
  };
}
