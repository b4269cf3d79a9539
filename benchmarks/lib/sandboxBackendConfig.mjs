/**
 * The whole configuration of the backend: its Git host and its Argo CD are a sandbox's.
 * @param {{
 *   port: number,
 *   sandbox: import('./Sandbox.mjs').Sandbox,
 *   apiUrl?: string,
 * }} options apiUrl: origin at which the API of the Git host is reached, when it is not its own
 */
export function sandboxBackendConfig({
  port,
  sandbox,
  apiUrl = sandbox.gitUrl,
}) {
  const { host } = new URL(sandbox.gitUrl);
  return {
    app: { baseUrl: 'http://localhost:3000' },
    backend: {
      baseUrl: `http://127.0.0.1:${port}`,
      listen: { host: '127.0.0.1', port },
      database: { client: 'better-sqlite3', connection: ':memory:' },
      reading: { allow: [{ host }] },
    },
    auth: {
      environment: 'development',
      providers: { guest: { dangerouslyAllowOutsideDevelopment: true } },
    },
    permission: { enabled: true },
    integrations: {
      github: [
        {
          host,
          apiBaseUrl: `${apiUrl}/api/v3`,
          token: sandbox.token,
        },
      ],
    },
    events: { modules: { github: { webhookSecret: sandbox.webhookSecret } } },
    catalog: {
      providers: {
        serviceManifest: {
          homelab: {
            url: `${sandbox.gitUrl}/stonegarden/homelab/tree/main/`,
            root: 'kubernetes',
          },
        },
      },
    },
    delivery: {
      argocd: {
        instances: [
          { name: 'homelab', url: sandbox.argocdUrl, token: sandbox.token },
        ],
      },
    },
  };
}
