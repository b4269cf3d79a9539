export interface Config {
  delivery?: {
    /**
     * Where new services are written.
     */
    gitops?: {
      /**
       * Address of the folder that holds the layers, at a Git host of `integrations`, for example
       * `https://github.com/acme/platform/tree/main/kubernetes`. A template may name another by `repositoryUrl`.
       * @visibility backend
       */
      root: string;
      /**
       * Cluster that environments run on when the form names none. Left out, the manifest names none either,
       * which means Argo CD's own cluster.
       * @visibility backend
       */
      cluster?: string;
      /**
       * API group of the manifests. Default: platform.stonegarden.dev
       * @visibility backend
       */
      apiGroup?: string;
      /**
       * What the generated network policies and canary analyses must know about the cluster.
       */
      platform?: {
        /**
         * Namespaces of the gateways that let visitors in. Default: [cloudflared]
         * @visibility backend
         */
        gatewayNamespaces?: string[];
        /**
         * Namespaces that scrape metrics. Default: [prometheus]
         * @visibility backend
         */
        monitoringNamespaces?: string[];
        /**
         * Address of Prometheus inside the cluster. Default: http://prometheus.prometheus.svc:9090
         * @visibility backend
         */
        prometheusUrl?: string;
      };
    };
  };
}
