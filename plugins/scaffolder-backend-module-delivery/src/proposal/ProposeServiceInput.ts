/* eslint-disable @typescript-eslint/consistent-type-definitions -- these must be assignable to JsonObject, which no interface is */
/**
 * What a form says about an environment. Empty texts count as left out.
 *
 * @public
 */
export type ProposedEnvironment = {
  name: string;
  cluster?: string;
  namespace?: string;
  autoSync?: boolean;
  replicas?: number;
  canary?: boolean;
};

/**
 * What a form says about a new service. Empty texts count as left out.
 *
 * @public
 */
export type ProposeServiceInput = {
  /** Address of the folder that holds the layers. Default: `delivery.gitops.root` of the configuration. */
  repositoryUrl?: string;
  name: string;
  description?: string;
  layer?: 'services' | 'platform' | 'infra';
  category?: string;
  /** Entity ref of a Group. */
  owner: string;
  /** Goes before what the Group's entity says. */
  contact?: { slack?: string; email?: string; oncall?: string };
  image: string;
  port?: number;
  healthPath?: string;
  environments: ProposedEnvironment[];
  /** Entity refs of Components, or bare service names. */
  dependencies?: string[];
  sla?: {
    availability?: string;
    latency?: string;
    rpo?: string;
    rto?: string;
  };
  /** Whether each environment gets recording rules for availability and latency; needs the Prometheus Operator. Default false. */
  sloRules?: boolean;
};
