import { SOURCE_URL } from './applications.mjs';

/**
 * The whole configuration of one backend, the same for all but for how each plugin is told of its Argo CD.
 * @param {{ port: number, argocdUrl: string, databases: string }} options databases: a folder for that of `delivery-backend`; all others are in memory
 */
export function backendConfig({ port, argocdUrl, databases }) {
  return {
    app: { baseUrl: 'http://localhost:3000' },
    backend: {
      baseUrl: `http://127.0.0.1:${port}`,
      listen: { host: '127.0.0.1', port },
      database: {
        client: 'better-sqlite3',
        connection: ':memory:',
        plugin: {
          delivery: {
            connection: { directory: databases, filename: 'delivery.sqlite' },
          },
        },
      },
    },
    auth: {
      environment: 'development',
      providers: { guest: { dangerouslyAllowOutsideDevelopment: true } },
    },
    permission: { enabled: true },
    catalog: {
      stitchingStrategy: {
        mode: 'deferred',
        pollingInterval: { milliseconds: 50 },
      },
      rules: [{ allow: ['Component'] }],
      providers: {
        serviceManifest: { benchmark: { url: SOURCE_URL, root: 'kubernetes' } },
      },
    },
    delivery: {
      argocd: {
        instances: [{ name: 'main', url: argocdUrl, token: 'benchmark' }],
      },
    },
    argocd: {
      appLocatorMethods: [
        {
          type: 'config',
          instances: [{ name: 'main', url: argocdUrl, token: 'benchmark' }],
        },
      ],
    },
  };
}
