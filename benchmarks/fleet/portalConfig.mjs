import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { root } from '../../scripts/lib/paths.mjs';
import { backendConfig } from '../status/backendConfig.mjs';

/**
 * The configuration of a portal that serves its pages, with the app as the repository has it.
 * @param {{ port: number, argocdUrl: string, databases: string }} options
 */
export function portalConfig(options) {
  const url = `http://127.0.0.1:${options.port}`;
  const config = backendConfig(options);
  const { app } = parse(
    fs.readFileSync(path.join(root, 'app-config.yaml'), 'utf8'),
  );
  return {
    ...config,
    app: { ...app, baseUrl: url },
    auth: {
      ...config.auth,
      providers: {
        ...config.auth.providers,
        // The page takes up a session of this one, which the browser is given (openPortal.mjs)
        github: {
          development: {
            clientId: 'benchmark',
            clientSecret: 'benchmark',
            signIn: {
              resolvers: [{ resolver: 'usernameMatchingUserEntityName' }],
            },
          },
        },
      },
    },
  };
}
