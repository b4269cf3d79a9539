import { createHash } from 'node:crypto';
import type { Response } from 'express';
import type { FleetView } from './FleetApi';

/**
 * Sends the fleet with an ETag of what it says, so that a page that has it already (`If-None-Match`) gets 304. Of instances
 * that answer the time of their last word is left out, as it changes every few seconds while nothing else does.
 */
export function sendFleet(response: Response, view: FleetView): void {
  const instances = view.instances?.map(status =>
    status.reachable ? { name: status.name, reachable: true } : status,
  );
  const rest = JSON.stringify({
    ...(instances ? { instances } : {}),
    productionEnvironments: view.productionEnvironments,
  });
  const body = `{"items":[${view.rows.join()}],${rest.slice(1)}`;
  const hash = createHash('sha256').update(body).digest('base64url');
  response
    .set('ETag', `W/"${hash}"`)
    // Views differ by viewer, and rights may change at any time: nobody may use one again without asking.
    .set('Cache-Control', 'private, no-cache')
    .vary('Authorization')
    .type('json')
    .send(body);
}
