import {
  defaultPromotionPolicy,
  type PromotionPolicy,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  Gate,
  GateAnswer,
  GateFacts,
  WorldFacts,
} from '@stonegarden/backstage-plugin-delivery-node';

const environment = {
  cluster: 'homelab',
  namespace: 'shop',
  autoSync: true,
  presence: 'present',
  sync: 'Synced',
  health: 'Healthy',
  instance: 'homelab',
  stale: false,
} as const;

/** Facts of a promotion from staging to production, with this world and these rules. */
export function gateFacts(
  world: WorldFacts | undefined,
  policy: Partial<PromotionPolicy> = {},
  target: Partial<GateFacts['target']> = {},
): GateFacts {
  return {
    entityRef: 'component:default/shop',
    source: { ...environment, name: 'staging' },
    target: { ...environment, name: 'production', ...target },
    instances: [{ name: 'homelab', reachable: true }],
    git: {
      baseCommit: 'c0',
      source: { file: 'staging.yaml' },
      target: { file: 'production.yaml' },
    },
    before: ['staging'],
    changes: [],
    now: '2026-01-01T12:00:00.000Z',
    policy: { ...defaultPromotionPolicy({ isProtected: true }), ...policy },
    isProtected: true,
    imageScanRequired: false,
    ...(world ? { world } : {}),
  };
}

/** What a gate answers: its status, the code and the sentence of its reason, and when that changes. */
export async function ask(gate: Gate, facts: GateFacts) {
  const answer: GateAnswer = await gate.evaluate(facts, {
    signal: new AbortController().signal,
  });
  const { code, message, changesAt } = answer.reason;
  return {
    status: answer.status,
    code,
    message,
    ...(changesAt ? { changesAt } : {}),
  };
}
