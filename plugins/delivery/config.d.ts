export interface Config {
  delivery?: {
    /**
     * Addresses of pages outside the portal that a service's page links to. In braces stands what the portal fills in,
     * encoded for an address. What has no template has no link, nor has a template that asks for something that is not
     * known, or that comes to anything but an address of the web.
     *
     * `dashboard`, `alert` and `logs` may ask for `{service}` and `{team}`. In the details of an environment they may ask
     * for `{environment}`, `{namespace}` and `{cluster}` too, as the service's manifest names them; a template that does
     * has a link there only.
     */
    links?: {
      /**
       * A dashboard of a service, for example `https://grafana.example.com/d/{dashboard}`. Filled in beside the above:
       * `{dashboard}`, the name of the definition's file without its ending.
       *
       * @visibility frontend
       */
      dashboard?: string;
      /**
       * Alerts of a service, for example `https://prometheus.example.com/alerts?search={service}`. Filled in beside the
       * above: `{alert}`, the name of the definition's file without its ending.
       *
       * @visibility frontend
       */
      alert?: string;
      /**
       * Where the logs of an environment are kept, for example
       * `https://logs.example.com/search?cluster={cluster}&namespace={namespace}&app={service}`.
       *
       * @visibility frontend
       */
      logs?: string;
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
