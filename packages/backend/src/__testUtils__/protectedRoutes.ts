import type { PortalUnderAttack } from './PortalUnderAttack';

export interface Route {
  method: string;
  path: string;
}

const route = (method: string, path: string): Route => ({ method, path });

/** Plugins of packages/backend whose routes need a session, all of them. */
const PLUGINS = [
  ...['catalog', 'delivery', 'events', 'notifications', 'permission', 'proxy'],
  ...['scaffolder', 'search', 'signals', 'user-settings'],
];

/** Of these plugins, the ones that describe their routes themselves. */
const DESCRIBED = [
  'catalog',
  'events',
  'notifications',
  'scaffolder',
  'search',
];

const SERVICE = '/api/delivery/services/default/n8n';
const PROMOTION =
  '/api/delivery/promotions/00000000-0000-4000-8000-000000000000';

const TRAIN = '/api/delivery/trains/00000000-0000-4000-8000-000000000000';

const DEPLOYMENT =
  '/api/delivery/deployments/00000000-0000-4000-8000-000000000000';

const OTHERS: Route[] = [
  route('GET', SERVICE),
  route('GET', `${SERVICE}/sla`),
  route('GET', `${SERVICE}/promotions`),
  route('POST', `${SERVICE}/promotions`),
  route('POST', `${SERVICE}/promotions/preview`),
  route('POST', `${SERVICE}/environments/production/sync`),
  route('GET', PROMOTION),
  route('GET', `${PROMOTION}/files`),
  route('POST', `${PROMOTION}/approvals`),
  route('POST', `${PROMOTION}/overrides`),
  route('POST', `${PROMOTION}/renew`),
  route('GET', `${SERVICE}/environments/production/rollback-candidates`),
  route('POST', `${SERVICE}/rollbacks/preview`),
  route('POST', `${SERVICE}/rollbacks`),
  route('POST', `${SERVICE}/environments/production/emergency-rollbacks`),
  route('POST', `${SERVICE}/environments/production/rollout-actions`),
  route('GET', '/api/delivery/promotions'),
  route('GET', `${SERVICE}/environments/production/release`),
  route('GET', `${SERVICE}/environments/production/resources`),
  route('GET', `${SERVICE}/environments/production/diff`),
  route('GET', `${SERVICE}/environments/production/events`),
  route('GET', `${SERVICE}/environments/production/windows`),
  route('GET', `${SERVICE}/environments/production/log?pod=a`),
  route('GET', `${SERVICE}/environments/production/sync-preview`),
  route('POST', `${SERVICE}/environments/production/refresh`),
  route('DELETE', `${SERVICE}/environments/production/operation`),
  route('GET', '/api/delivery/deployments'),
  route('GET', DEPLOYMENT),
  route('GET', `${DEPLOYMENT}/files`),
  route('GET', '/api/delivery/deployments/export?format=csv'),
  route('GET', '/api/delivery/dora'),
  route('POST', '/api/delivery/summaries'),
  route('POST', '/api/delivery/trains/preview'),
  route('POST', '/api/delivery/trains'),
  route('GET', TRAIN),
  route('POST', `${TRAIN}/retry`),
  route('GET', '/api/delivery/line'),
  route('POST', '/api/delivery/line/stop'),
  route('POST', '/api/delivery/line/resume'),
  route('GET', '/api/delivery/fleet'),
  route('GET', '/api/delivery/orphaned-services'),
  route('GET', '/api/delivery/instances'),
  route('GET', '/api/auth/v1/userinfo'),
  route('POST', '/api/permission/authorize'),
  route('GET', '/api/proxy/argocd'),
  route('GET', '/api/user-settings/buckets/a/keys/b'),
  route('PUT', '/api/user-settings/buckets/a/keys/b'),
  route('DELETE', '/api/user-settings/buckets/a/keys/b'),
  route('POST', '/api/user-settings/multi'),
  ...PLUGINS.flatMap(plugin => [
    route('GET', `/api/${plugin}/.backstage/auth/v1/cookie`),
    route('GET', `/api/${plugin}/.backstage/permissions/metadata`),
    route('POST', `/api/${plugin}/.backstage/permissions/apply-conditions`),
    route('GET', `/api/${plugin}/.backstage/actions/v1/actions`),
    // Whatever a plugin adds, and where it describes itself
    route('GET', `/api/${plugin}/openapi.json`),
    route('GET', `/api/${plugin}/what-a-later-version-adds`),
  ]),
];

/** Every route of the plugins in packages/backend that needs a session: of those that describe their routes, as they do. */
export async function protectedRoutes(
  portal: PortalUnderAttack,
): Promise<Route[]> {
  const described = await Promise.all(
    DESCRIBED.map(async plugin => {
      const { body } = await portal.as('ada')(`/api/${plugin}/openapi.json`);
      const paths: Record<string, object> = body.paths;
      return Object.entries(paths).flatMap(([path, methods]) =>
        Object.keys(methods).map(method =>
          route(
            method.toLocaleUpperCase('en-US'),
            path.replace(/\{\w+\}/g, 'a'),
          ),
        ),
      );
    }),
  );
  return [...described.flat(), ...OTHERS];
}
