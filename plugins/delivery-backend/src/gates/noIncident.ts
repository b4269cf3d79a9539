import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { createBuiltInGate } from './createBuiltInGate';
import { judgeFact } from './judgeFact';
import { notRequired } from './notRequired';

/** Nothing new is brought to what people are just trying to repair. */
export const noIncident = createBuiltInGate(
  'no-incident',
  ({ target, policy, world }) =>
    policy.noIncident
      ? judgeFact(world?.incident, incident =>
          incident
            ? {
                status: 'failed',
                reason: createReason('IncidentOpen', incident),
              }
            : { status: 'passed', reason: createReason('NoIncident', {}) },
        )
      : notRequired({ target }),
  { overridable: true },
);
