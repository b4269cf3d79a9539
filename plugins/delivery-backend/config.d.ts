import { HumanDuration } from '@backstage/types';

export interface Config {
  /** The configuration of the older Argo CD plugins of Backstage, which is read too. */
  argocd?: {
    /**
     * Account of all instances that have no credentials of their own.
     *
     * @visibility backend
     */
    username?: string;
    /**
     * @visibility secret
     */
    password?: string;
    /** Only those of the type `config` are read. */
    appLocatorMethods?: Array<{
      type: string;
      instances?: Array<{
        name: string;
        url: string;
        /** Address of the pages for people. */
        frontendUrl?: string;
        /**
         * @visibility secret
         */
        token?: string;
        /**
         * @visibility backend
         */
        username?: string;
        /**
         * @visibility secret
         */
        password?: string;
      }>;
    }>;
  };
  delivery: {
    argocd?: {
      /**
       * Every Argo CD that deploys services of the catalog, besides those of `argocd.appLocatorMethods`. May be left out where
       * those are all.
       */
      instances?: Array<{
        /** Short name that people see, for example `homelab`. */
        name: string;
        /** Address of the API, as this backend reaches it. Never leaves the backend. */
        url: string;
        /** Address of the pages for people; no links without it. */
        dashboardUrl?: string;
        /**
         * API token of an Argo CD account that may get and sync applications. Either this, or username and password.
         *
         * @visibility secret
         */
        token?: string;
        /**
         * Account of Argo CD itself that may get and sync applications: a session is opened for it, and renewed.
         *
         * @visibility backend
         */
        username?: string;
        /**
         * @visibility secret
         */
        password?: string;
        /**
         * Path of a file with the certificate authorities that its certificate is checked against, in PEM, in place of the
         * usual ones.
         *
         * @visibility backend
         */
        caFile?: string;
        /**
         * The same, as text.
         *
         * @visibility backend
         */
        ca?: string;
        /**
         * Namespaces of the Applications that are read; every one when left out.
         *
         * @visibility backend
         */
        namespaces?: string[];
        /**
         * Labels that Applications must carry to be read, each with its value, besides those of `identifiedBy`.
         *
         * @visibility backend
         */
        labels?: { [key: string]: string };
        /**
         * Clusters this instance deploys to, by the names that service manifests use; every cluster when left out. Name the
         * server where Applications state their destination by its address. With a single cluster, that is also the one
         * that this Argo CD calls `in-cluster`, and that a service without a cluster means.
         */
        clusters?: Array<string | { name: string; server?: string }>;
      }>;
      applications?: {
        /**
         * How Applications name their service and their environment:
         *
         * - `stonegarden-labels`, also when left out: `platform.stonegarden.dev/service` and `…/environment`
         * - `plain-labels`: the labels `service` and `environment`
         * - `name`: by `name` below; then names of environments must not contain a dash
         * - labels or annotations of your own, by their keys
         *
         * Except with labels, every Application that the account may see is read.
         */
        identifiedBy?:
          | 'stonegarden-labels'
          | 'plain-labels'
          | 'name'
          | { labels: { service: string; environment: string } }
          | { annotations: { service: string; environment: string } };
        /**
         * Name of the Application of an environment, with `{service}`, `{environment}` and `{team}`; `{service}-{environment}`
         * when left out. With `identifiedBy: name` it must not contain `{team}`.
         */
        name?: string;
        /**
         * Project of the Application of an environment, with the same gaps, for example `team-{team}`. Where Argo CD lists no
         * Application, the portal asks for it by name and project, to tell one that is missing from one that its account may not
         * see. When left out, it tries those of the service's other Applications, and such an answer proves nothing.
         */
        project?: string;
      };
    };
    access?: {
      /**
       * What tokens of `backend.auth.externalAccess` may do in service delivery, beside what their `accessRestrictions` say. A
       * token does at most what an owner does; one without an entry may do nothing here.
       *
       * @visibility backend
       */
      automation?: Array<{
        /**
         * Subject of the token: of a static token as `options.subject` says, of others `external:`, the `subjectPrefix` if there
         * is one, and the `sub` of the token.
         */
        subject: string;
        /** Refs of the groups whose services the token is about, for example `group:default/product`. */
        owners: string[];
        /** Names of the environments that the token may act in; every environment of these services when left out. */
        environments?: string[];
      }>;
    };
    /**
     * Container registries that the portal may ask whether an image is still there, before a rollback to it. No others are
     * ever asked.
     */
    registries?: Array<{
      /** As images write it, such as `ghcr.io`; `docker.io` for images that name none. */
      host: string;
      /**
       * Address of its API as this backend reaches it, such as `https://registry-1.docker.io`; `https://` and the host when
       * left out. Never leaves the backend.
       *
       * @visibility backend
       */
      url?: string;
      /**
       * Address of its token service, such as `https://auth.docker.io/token`, where that is not at the address of its API. The
       * account is sent to these two only.
       *
       * @visibility backend
       */
      tokenUrl?: string;
      /**
       * Name of an account that may pull; none for what anybody may pull.
       *
       * @visibility backend
       */
      username?: string;
      /**
       * Token or password of that account.
       *
       * @visibility secret
       */
      token?: string;
    }>;
    /**
     * Every Prometheus, or what answers as it does (Thanos, Mimir, VictoriaMetrics), that measures SLAs. The first that serves
     * an environment is asked about it; none where the list is left out.
     */
    prometheus?: Array<{
      /** Short name that people see, for example `homelab`. */
      name: string;
      /**
       * Address below which its HTTP API is, as this backend reaches it: what `/api/v1/query` is added to. Never leaves the
       * backend.
       *
       * @visibility backend
       */
      url: string;
      /**
       * Sent as a bearer token; either this, or username and password, or neither.
       *
       * @visibility secret
       */
      token?: string;
      /**
       * @visibility backend
       */
      username?: string;
      /**
       * @visibility secret
       */
      password?: string;
      /**
       * Path of a file with the certificate authorities that its certificate is checked against, in PEM; the usual ones when
       * left out.
       *
       * @visibility backend
       */
      caFile?: string;
      /**
       * The same, as text.
       *
       * @visibility backend
       */
      ca?: string;
      /**
       * Clusters that it measures, by the names that service manifests use; every cluster when left out.
       *
       * @visibility backend
       */
      clusters?: string[];
      /**
       * Names of the environments that it measures; every environment when left out.
       *
       * @visibility backend
       */
      environments?: string[];
      /**
       * How long an answer may take; five seconds when left out, a minute at most.
       *
       * @visibility backend
       */
      timeout?: HumanDuration | string;
      /**
       * Queries in the place of those for the recording rules that the generators write. Each gives one number, and has gaps:
       * `{{service}}`, `{{environment}}`, `{{namespace}}` and `{{cluster}}` inside a string in single or double quotes, with
       * `:regex` behind the name where the string is a regular expression, and `{{window}}` where a duration stands.
       */
      queries?: {
        /**
         * Share of requests that failed over the window, 0 to 1.
         *
         * @visibility backend
         */
        availability?: string;
        /**
         * Share of requests that took longer than the SLA allows over the window, 0 to 1.
         *
         * @visibility backend
         */
        latency?: string;
        /**
         * In the place of `latency`: how many seconds requests took at the percentile of the SLA, over the window.
         *
         * @visibility backend
         */
        latencySeconds?: string;
      };
    }>;
    rollback?: {
      /**
       * Names of the environments in which the portal opens a rollback by itself when a promotion was merged and its
       * verification failed; none when left out. A service says otherwise by `spec.promotion.autoRollback`.
       *
       * @visibility backend
       */
      automatic?: string[];
      /**
       * Label of a pull request that brings a version after which earlier ones cannot run, such as one that changes a database
       * schema; `rollback-unsafe` when left out. A rollback that takes it back warns.
       *
       * @visibility backend
       */
      unsafeLabel?: string;
    };
    /**
     * Owners of repositories that every service may name as its source, beside the owner of its own repository: `github.com/acme`.
     * The portal shows their commits to whoever may promote.
     *
     * @visibility backend
     */
    sourceOwners?: string[];
    notifications?: {
      /**
       * Kinds of notifications that nobody gets: `promotion-approval`, `promotion-ready`, `promotion-conflict`, `promotion-gate`,
       * `promotion-closed`, `promotion-failed`, `rollback-failed`, `automatic-rollback`.
       *
       * @visibility backend
       */
      off?: string[];
    };
    deployments?: {
      /** How long the record of a deployment is kept after the next one replaced it; two years when left out. */
      retention?: HumanDuration | string;
    };
    dora?: {
      /**
       * Names of the environments that count as production in DORA metrics; those of `protectedEnvironments` when left out.
       */
      productionEnvironments?: string[];
    };
    /**
     * Names of the environments that the permission rule `isProtected` means; `[production]` when left out. A permission
     * policy decides what may be done there; images with floating tags are never promoted there.
     */
    protectedEnvironments?: string[];
    promotion?: {
      /** How long health must stay Healthy after a sync before a promotion has succeeded; one minute when left out. */
      settleTime?: HumanDuration | string;
      /**
       * How often a person or a token may ask for the preview of a promotion within a minute; 30 when left out. A dialog that is
       * open asks every ten seconds. Each replica of the backend counts for itself.
       */
      previewsPerMinute?: number;
      /** Promotions of several services together. */
      trains?: {
        /**
         * `each`: every service gets a pull request of its own. `one`: services of the same repository and branch share one, which
         * names all of them to everybody who may read it, and which the portal never merges by itself. `each` when left out.
         *
         * @visibility backend
         */
        pullRequests?: 'each' | 'one';
      };
      override?: {
        /** How long gates are overridden when nobody says otherwise; 4 hours when left out. */
        defaultTime?: HumanDuration | string;
        /** For how long they may be overridden; 24 hours when left out. At most 31 days. */
        maxTime?: HumanDuration | string;
      };
      /**
       * Tags that mean another image each time one is pushed: images with these tags and no digest are not promoted to
       * protected environments. `latest`, `stable`, `main` and others when left out; an empty list allows every tag.
       */
      floatingTags?: string[];
      /**
       * Rules for promotions, of which those fit whose selectors all fit. They are taken in this order: first those without
       * `owners` and `services`, then those with `owners`, then those with `services`, and last those of a service's own
       * service.yaml (`spec.promotion.rules`). For each question the rule that comes last and answers it counts, except that what
       * comes after a strict rule may only be stricter.
       */
      policy?: Array<{
        /**
         * Names of the environments that are promoted to; all when left out.
         *
         * @visibility backend
         */
        environments?: string[];
        /**
         * Groups that own the service, by name or as `group:default/name`; all when left out.
         *
         * @visibility backend
         */
        owners?: string[];
        /**
         * `services`, `platform`, `infra` or `bootstrap`; all when left out.
         *
         * @visibility backend
         */
        layers?: string[];
        /**
         * Names of services; all when left out.
         *
         * @visibility backend
         */
        services?: string[];
        /**
         * Rules that come after it may make it stricter, and not looser.
         *
         * @visibility backend
         */
        strict?: boolean;
        /**
         * How long what is promoted must have been verified healthy in the environment that it comes from; not at all when no rule says.
         *
         * @visibility backend
         */
        soak?: HumanDuration | string;
        /**
         * Who has to approve before the merge, never whoever asked for it. Where no rule says, a protected environment takes one
         * approval, which whoever asks for the promotion does not need if they may approve.
         */
        approvals?: {
          /**
           * How many different people; one when left out.
           *
           * @visibility backend
           */
          count?: number;
          /**
           * Groups, by name or as `group:default/name`: a member of each has to approve.
           *
           * @visibility backend
           */
          groups?: string[];
        };
        /** Times in which nothing is promoted. */
        freezes?: Array<{
          /**
           * When it begins: minute, hour, day of month, month, day of week, for example `0 18 * * FRI`.
           *
           * @visibility backend
           */
          cron: string;
          /**
           * @visibility backend
           */
          duration: HumanDuration | string;
          /**
           * IANA name of the time zone of `cron`, for example `Europe/Berlin`; `UTC` when left out.
           *
           * @visibility backend
           */
          timeZone?: string;
          /**
           * Why; people see it while the freeze is on.
           *
           * @visibility backend
           */
          reason: string;
        }>;
        /**
         * What the service depends on must be healthy in the target; false when no rule says.
         *
         * @visibility backend
         */
        dependenciesHealthy?: boolean;
        /**
         * There must be no open incident; true when no rule says.
         *
         * @visibility backend
         */
        noIncident?: boolean;
        /**
         * Argo CD must be allowed to sync the target; true when no rule says.
         *
         * @visibility backend
         */
        syncWindowOpen?: boolean;
        /**
         * The checks that the Git host requires of the pull request must have passed; false when no rule says.
         *
         * @visibility backend
         */
        requiredChecks?: boolean;
        errorBudget?: {
          /**
           * Share of this month's error budget of the target that must be left: `20%` or 0.2.
           *
           * @visibility backend
           */
          minRemaining: string | number;
        };
        /** Numbers from Prometheus that must be within bounds. */
        metrics?: Array<{
          /**
           * @visibility backend
           */
          name: string;
          /**
           * PromQL that gives one number, with the gaps of `delivery.prometheus[].queries` but `{{window}}`.
           *
           * @visibility backend
           */
          query: string;
          /**
           * @visibility backend
           */
          max?: number;
          /**
           * @visibility backend
           */
          min?: number;
          /**
           * Which environment is measured; the one that is promoted from when left out.
           *
           * @visibility backend
           */
          environment?: 'source' | 'target';
        }>;
        /**
         * What dangers in the rendered change do: they are shown only, ask for a reason (when no rule says), or hold it back.
         *
         * @visibility backend
         */
        dangers?: 'ignore' | 'reason' | 'block';
        /**
         * The portal merges by itself once all gates pass; never in a protected environment.
         *
         * @visibility backend
         */
        direct?: boolean;
        /**
         * The portal opens the promotion by itself once a release has been verified in the environment before; never to a
         * protected environment.
         *
         * @visibility backend
         */
        autoOpen?: boolean;
      }>;
      /** What renders manifests besides the portal itself. */
      rendering?: {
        /**
         * Path of kustomize 5 on the machine of the backend, for what the portal does not render by itself, such as name
         * prefixes and replacements. Where it is left out, what those change in the cluster is not known, and is not judged.
         *
         * @visibility backend
         */
        kustomize?: string;
      };
    };
    /** The pull requests that the portal opens at the Git host. */
    pullRequests?: {
      /**
       * Labels of promotions, where `{{environment}}` stands for the target; `promotion` and `promotion/{{environment}}` when
       * left out, none for an empty list.
       */
      labels?: string[];
      /** Labels of rollbacks, in the same way; `rollback` when left out. */
      rollbackLabels?: string[];
      /**
       * Whether the owner of the service is asked for a review: its team at GitHub, or its members, by the annotations that
       * Backstage's GitHub organization provider writes. True when left out.
       */
      reviewers?: boolean;
      /**
       * How the portal merges where `promotion.policy` says `direct`; the repository must allow it. `merge` when left out.
       *
       * @visibility backend
       */
      mergeMethod?: 'merge' | 'squash' | 'rebase';
    };
  };
}
