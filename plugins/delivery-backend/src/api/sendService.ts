import { createHash } from 'node:crypto';
import type { ServiceDelivery } from '@stonegarden/backstage-plugin-delivery-common';
import type { Response } from 'express';

/**
 * Sends a service's view with an ETag of what it says, so that a page that has it already (`If-None-Match`) gets 304. The
 * time at which the view was made is not part of what it says.
 */
export function sendService(response: Response, view: ServiceDelivery): void {
  const { generatedAt, ...content } = view;
  const hash = createHash('sha256').update(JSON.stringify(content));
  response
    .set('ETag', `W/"${hash.digest('base64url')}"`)
    // Views differ by viewer, and rights may change at any time: nobody may use one again without asking.
    .set('Cache-Control', 'private, no-cache')
    .vary('Authorization')
    .json(view);
}
