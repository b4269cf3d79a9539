import {
  createReason,
  type GateResult,
  type Promotion,
  type PromotionPreview,
  type ServiceDelivery,
} from '@stonegarden/backstage-plugin-delivery-common';
import { runCli } from '../../runCli';

/** Address of the portal that the tests stand in for. */
export const PORTAL = 'https://portal.example.org/backstage';
/** Below it, the API. */
export const API = `${PORTAL}/api/delivery`;
export const TOKEN = 'ci-token';
export const SHOP = `${API}/services/default/shop`;

/** Runs a command against the portal. */
export async function run(
  args: string[],
  env: Record<string, string> = {
    STONEGARDEN_URL: PORTAL,
    STONEGARDEN_TOKEN: TOKEN,
  },
): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await runCli(args, {
    cwd: '.',
    env,
    isTerminal: false,
    print: text => {
      out += text;
    },
    complain: text => {
      err += text;
    },
  });
  return { code, out, err };
}

const image = (tag: string) => ({ name: 'acme/shop', tag });

/** A service with three environments, of which production is two releases behind. */
export function shop(more: Partial<ServiceDelivery> = {}): ServiceDelivery {
  const environment = (name: string, tag: string) => ({
    name,
    cluster: 'homelab',
    namespace: `shop-${name}`,
    autoSync: name !== 'production',
    presence: 'present' as const,
    sync: 'Synced' as const,
    health: 'Healthy' as const,
    since: '2026-11-30T10:00:00Z',
    release: { images: [image(tag)] },
    stale: false,
  });
  return {
    entityRef: 'component:default/shop',
    environments: [
      environment('dev', '2.31.0'),
      environment('staging', '2.31.0'),
      environment('production', '2.29.0'),
    ],
    transitions: [
      { from: 'dev', to: 'staging', state: 'same', changes: [] },
      {
        from: 'staging',
        to: 'production',
        state: 'differs',
        changes: [
          {
            name: 'acme/shop',
            from: { tag: '2.29.0' },
            to: { tag: '2.31.0' },
          },
        ],
      },
    ],
    histories: [],
    instances: [],
    strayApplications: [],
    permissions: {
      promote: [],
      sync: [],
      approve: [],
      rollback: [],
      emergencyRollback: [],
      rollout: [],
      rolloutBypass: [],
      override: [],
      logs: [],
    },
    generatedAt: '2026-11-30T12:00:00Z',
    ...more,
  };
}

/** A promotion of the service to production. */
export function promotion(more: Partial<Promotion> = {}): Promotion {
  return {
    id: 'p1',
    entityRef: 'component:default/shop',
    from: 'staging',
    to: 'production',
    changes: [],
    release: { images: [image('2.31.0')] },
    status: 'open',
    pullRequest: {
      number: 12,
      url: 'https://github.com/acme/deploy/pull/12',
      title: 'Promote shop to production: 2.31.0',
    },
    branch: 'stonegarden/promote/shop-production-1',
    baseCommit: 'a'.repeat(40),
    requestedBy: 'external:ci',
    createdAt: '2026-11-30T12:00:00Z',
    updatedAt: '2026-11-30T12:00:00Z',
    ...more,
  };
}

/** A gate that passed. */
export const HEALTHY: GateResult = {
  id: 'source-healthy',
  title: 'staging is healthy',
  status: 'passed',
  reason: createReason('EnvironmentHealthy', { environment: 'staging' }),
};

/** A preview of which every gate passed. */
export function preview(
  more: Partial<PromotionPreview> = {},
): PromotionPreview {
  return {
    entityRef: 'component:default/shop',
    from: 'staging',
    to: 'production',
    baseCommit: 'a'.repeat(40),
    changes: [
      { name: 'acme/shop', from: { tag: '2.29.0' }, to: { tag: '2.31.0' } },
    ],
    files: [],
    gates: [HEALTHY],
    canOpen: true,
    ...more,
  };
}
