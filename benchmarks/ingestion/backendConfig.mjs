import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { root } from '../../scripts/lib/paths.mjs';

/** The id of the one source. */
export const SOURCE = 'bench';
export const WEBHOOK_SECRET = 'benchmark';

/**
 * The catalog engine's settings that app-config.yaml ships.
 * @returns {Record<string, unknown>}
 */
export function shippedEngineSettings() {
  const text = fs.readFileSync(path.join(root, 'app-config.yaml'), 'utf8');
  const { stitchingStrategy, processingInterval } = parse(text).catalog;
  return {
    ...(stitchingStrategy && { stitchingStrategy }),
    ...(processingInterval !== undefined && { processingInterval }),
  };
}

/**
 * The whole configuration of one backend.
 * @param {{
 *   mode: import('./measureRun.mjs').Mode,
 *   database: object,
 *   port: number,
 *   gitHost: import('./GitHost.mjs').GitHost,
 *   locations: string[],
 *   engine: Record<string, unknown>,
 * }} options
 *   database: Backstage's `backend.database`; locations: descriptor files of the stock modes, or patterns of them;
 *   engine: the catalog's engine settings
 */
export function backendConfig({
  mode,
  database,
  port,
  gitHost,
  locations,
  engine,
}) {
  const baseUrl = `http://127.0.0.1:${port}`;
  return {
    app: { baseUrl: 'http://localhost:3000' },
    backend: {
      baseUrl,
      listen: { host: '127.0.0.1', port },
      // Whether a caller may ask is not what is measured.
      auth: { dangerouslyDisableDefaultAuthPolicy: true },
      database,
      reading: { allow: [{ host: gitHost.address }] },
    },
    permission: { enabled: false },
    integrations: {
      github: [
        {
          host: gitHost.address,
          apiBaseUrl: `${gitHost.url}/api/v3`,
          token: 'benchmark',
        },
      ],
    },
    events: { modules: { github: { webhookSecret: WEBHOOK_SECRET } } },
    catalog: {
      rules: [
        {
          allow: [
            ...['Component', 'System', 'Domain', 'Resource', 'Group'],
            ...['API', 'User', 'Location'],
          ],
        },
      ],
      ...engine,
      ...(mode === 'ours' && {
        providers: {
          serviceManifest: {
            [SOURCE]: {
              url: gitHost.treeUrl,
              root: 'kubernetes',
              // Long, so that no run of the schedule falls into a measurement; a run is measured by itself.
              schedule: {
                frequency: { hours: 12 },
                timeout: { minutes: 10 },
                initialDelay: { hours: 12 },
              },
            },
          },
        },
      }),
      ...(locations.length > 0 && {
        locations: locations.map(target => ({ type: 'file', target })),
      }),
    },
  };
}
