import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Request } from 'express';
import type { Caller } from './DeliveryApi';

/** On whose behalf a request is made. Throws AuthenticationError for nobody. */
export async function callerOf(
  request: Request,
  httpAuth: HttpAuthService,
): Promise<Caller> {
  return {
    credentials: await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    }),
    request,
  };
}
