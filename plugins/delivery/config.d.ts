export interface Config {
  delivery?: {
    /**
     * Addresses of pages outside the portal that a service's page links to. In braces stands what the portal fills in,
     * encoded for an address. What has no template has no link.
     */
    links?: {
      /**
       * A dashboard of a service, for example `https://grafana.example.com/d/{dashboard}`. Filled in: `{service}`,
       * `{team}` and `{dashboard}`, the name of the definition's file without its ending.
       *
       * @visibility frontend
       */
      dashboard?: string;
      /**
       * Alerts of a service, for example `https://prometheus.example.com/alerts?search={service}`. Filled in:
       * `{service}`, `{team}` and `{alert}`, the name of the definition's file without its ending.
       *
       * @visibility frontend
       */
      alert?: string;
      /**
       * A Slack channel in the workspace of the organization, for example
       * `https://acme.slack.com/channels/{channel}`. Filled in: `{channel}`, without its `#`.
       *
       * @visibility frontend
       */
      slack?: string;
    };
  };
}
