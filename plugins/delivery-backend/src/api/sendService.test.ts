import type { ServiceDelivery } from '@stonegarden/backstage-plugin-delivery-common';
import express from 'express';
import request from 'supertest';
import { sendService } from './sendService';

const NO_PERMISSIONS: ServiceDelivery['permissions'] = {
  promote: [],
  sync: [],
  approve: [],
  rollback: [],
  emergencyRollback: [],
  rollout: [],
  rolloutBypass: [],
  override: [],
  logs: [],
};

function view(asOf: string, more: Partial<ServiceDelivery> = {}) {
  return {
    entityRef: 'component:default/shop',
    environments: [
      {
        name: 'dev',
        cluster: 'homelab',
        namespace: 'shop-dev',
        autoSync: true,
        presence: 'present',
        sync: 'Synced',
        health: 'Healthy',
        stale: false,
        asOf,
      },
    ],
    transitions: [],
    histories: [],
    strayApplications: [],
    instances: [{ name: 'homelab', reachable: true, lastContact: asOf }],
    permissions: NO_PERMISSIONS,
    generatedAt: asOf,
    ...more,
  } satisfies ServiceDelivery;
}

describe('sendService', () => {
  const first = view('2026-01-01T12:00:05.000Z');

  async function statusAfterFirst(next: ServiceDelivery) {
    let current: ServiceDelivery = first;
    const app = express().get('/', (_request, response) =>
      sendService(response, current),
    );
    const { headers, body } = await request(app).get('/');
    expect(body).toEqual(first);
    current = next;
    const answer = await request(app)
      .get('/')
      .set('If-None-Match', headers.etag);
    return answer.status;
  }

  it('answers 304 while Argo CD only says within the same minute that it is there', async () => {
    expect(await statusAfterFirst(view('2026-01-01T12:00:50.000Z'))).toBe(304);
  });

  it('sends the age of facts again in the next minute', async () => {
    expect(await statusAfterFirst(view('2026-01-01T12:01:00.000Z'))).toBe(200);
  });

  it('sends what has changed', async () => {
    const changed = view('2026-01-01T12:00:05.000Z', {
      permissions: { ...NO_PERMISSIONS, sync: ['dev'] },
    });
    expect(await statusAfterFirst(changed)).toBe(200);
  });
});
