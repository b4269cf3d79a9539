import { createHash } from 'node:crypto';
import type { ServiceDelivery } from '@stonegarden/backstage-plugin-delivery-common';
import type { Response } from 'express';

/** Times of the last word from Argo CD, which move every few seconds while nothing else changes. */
const CONTACT_TIMES = new Set(['asOf', 'lastContact']);
/** `2026-01-01T12:00` */
const TO_THE_MINUTE = 16;

/** What makes a view another one: not when it was made, and of contacts with Argo CD no more than the minute. */
function significant(key: string, value: unknown): unknown {
  if (key === 'generatedAt') {
    return undefined;
  }
  return typeof value === 'string' && CONTACT_TIMES.has(key)
    ? value.slice(0, TO_THE_MINUTE)
    : value;
}

/**
 * Sends a service's view with an ETag of what it says, so that a page that has it already (`If-None-Match`) gets 304. The
 * age of its facts, as such a page shows it, is then up to a minute too high, never too low.
 */
export function sendService(response: Response, view: ServiceDelivery): void {
  const hash = createHash('sha256').update(JSON.stringify(view, significant));
  response
    .set('ETag', `W/"${hash.digest('base64url')}"`)
    // Views differ by viewer, and rights may change at any time: nobody may use one again without asking.
    .set('Cache-Control', 'private, no-cache')
    .vary('Authorization')
    .json(view);
}
