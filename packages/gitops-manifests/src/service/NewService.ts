import type {
  Layer,
  RolloutStep,
  ServiceOwner,
} from '@stonegarden/service-manifest';

/**
 * How a canary environment takes a new Release in.
 *
 * @public
 */
export interface NewServiceCanary {
  /** As Argo Rollouts writes them; a last `setWeight: 100` is implicit there. Default {@link DEFAULT_CANARY_STEPS}. */
  steps?: RolloutStep[];
  /** Percent of requests that must succeed while the canary runs. Default 95. */
  successRate?: number;
}

/**
 * An environment to create. Their order is the promotion path.
 *
 * @public
 */
export interface NewServiceEnvironment {
  /** DNS label of at most 16 characters. */
  name: string;
  /** Cluster name; left out of the manifest when there is none, which means Argo CD's own cluster. */
  cluster?: string;
  /** Kubernetes namespace. Default {@link defaultNamespace}. */
  namespace?: string;
  /** Whether Argo CD syncs each commit by itself. Default false. */
  autoSync?: boolean;
  /** Pods. Default 2 in production, 1 elsewhere; a canary gets at least as many as its smallest step needs. */
  replicas?: number;
  canary?: NewServiceCanary;
}

/**
 * Something the new service needs.
 *
 * @public
 */
export interface NewServiceDependency {
  /** Bare service name, layered path or alias, as it is to stand in `service.yaml`. */
  ref: string;
  /** Namespaces it answers in: the network policy opens the way there. */
  namespaces?: string[];
}

/**
 * What the manifests must know about the cluster around the service.
 *
 * @public
 */
export interface PlatformSettings {
  /** Namespaces of the gateways that let visitors in. */
  gatewayNamespaces: string[];
  /** Namespaces that scrape metrics. */
  monitoringNamespaces: string[];
  /** Address of Prometheus as a canary's analysis reaches it from inside the cluster. */
  prometheusUrl: string;
}

/**
 * A service that does not exist yet.
 *
 * @public
 */
export interface NewService {
  /** DNS label of at most 40 characters. */
  name: string;
  description?: string;
  /** Default `services`. */
  layer?: Exclude<Layer, 'bootstrap'>;
  /** The folder between layer and service; a label in layer `services`, where there is no such folder. */
  category?: string;
  owner: ServiceOwner;
  /** With a tag or a digest, for example `ghcr.io/acme/shop:1.2.3`. */
  image: string;
  /** Port the container listens on, 1 to 65535. */
  port: number;
  /** Path that answers 2xx when the service is healthy. Without one the probes only ask whether the port answers. */
  healthPath?: string;
  environments: NewServiceEnvironment[];
  dependencies?: NewServiceDependency[];
  sla?: {
    /** For example `99.9%`. */
    availability?: string;
    /** For example `100ms`. */
    latency?: string;
    rpo?: string;
    rto?: string;
  };
  /**
   * Whether each environment gets recording rules for the availability and the latency in `sla`, and is scraped for them. Needs
   * the Prometheus Operator in its clusters. Default false.
   */
  sloRules?: boolean;
  /** API group of the manifest. Default `DEFAULT_API_GROUP` of service-manifest. */
  apiGroup?: string;
  /** Address of the JSON Schema of `service.yaml`: written into it as a comment that editors know. Default: none. */
  schemaUrl?: string;
  /** Default {@link DEFAULT_PLATFORM_SETTINGS}. */
  platform?: Partial<PlatformSettings>;
}

/**
 * Where gateways and monitoring live in the platform layout this suite describes.
 *
 * @public
 */
export const DEFAULT_PLATFORM_SETTINGS: PlatformSettings = {
  gatewayNamespaces: ['cloudflared'],
  monitoringNamespaces: ['prometheus'],
  prometheusUrl: 'http://prometheus.prometheus.svc:9090',
};

/**
 * A tenth of the pods, then half, with ten minutes to look at each.
 *
 * @public
 */
export const DEFAULT_CANARY_STEPS: RolloutStep[] = [
  { setWeight: 10 },
  { pause: { duration: '10m' } },
  { setWeight: 50 },
  { pause: { duration: '10m' } },
  { setWeight: 100 },
];
