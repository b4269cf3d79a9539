import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { createBuiltInGate } from './createBuiltInGate';
import { judgeFact } from './judgeFact';

/** Nobody holds all promotions of the portal back. */
export const lineStopped = createBuiltInGate(
  'line-stopped',
  ({ world }) =>
    judgeFact(world?.lineStop, stop =>
      stop
        ? { status: 'failed', reason: createReason('LineStopped', stop) }
        : { status: 'passed', reason: createReason('LineRunning', {}) },
    ),
  { overridable: true },
);
