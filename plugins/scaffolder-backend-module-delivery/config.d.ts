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
       * Namespaces of the cluster and of what runs it, as names and patterns such as `kube-*`: no service may be proposed for
       * one of them, and a manifest of the layer `services` that has one is told so. Default: default, kube-*, argocd, argocd-*,
       * cert-manager, istio-* and others, see the README.
       * @visibility backend
       */
      reservedNamespaces?: string[];
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
