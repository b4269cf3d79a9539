export interface Config {
  delivery?: {
    /** Who may do what, by the policy of plugin-permission-backend-module-ownership. */
    access?: {
      /**
       * Groups (or users) that may do everything, also what no member may: register locations, delete entities. By the refs of
       * their entities, for example `group:default/portal-administrators`; none when left out.
       *
       * @visibility backend
       */
      administrators?: string[];
      /**
       * Groups (or users) that promote, sync and approve in every environment of every service; none when left out.
       *
       * @visibility backend
       */
      releaseManagers?: string[];
      /**
       * Names of further permissions that every member has, for plugins that this policy does not know, for example
       * `announcement.entity.create`. Permissions to read need not be named. None when left out.
       *
       * @visibility backend
       */
      alsoAllow?: string[];
    };
  };
}
