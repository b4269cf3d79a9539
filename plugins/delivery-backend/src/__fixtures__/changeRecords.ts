import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import {
  type Gate,
  type GateAnswer,
  gatesExtensionPoint,
} from '@stonegarden/backstage-plugin-delivery-node';

const ID = 'change-record';

/** Gates of other packages answer in their own words. */
function answer(status: GateAnswer['status'], message: string): GateAnswer {
  return {
    status,
    reason: createReason('ExternalGate', { gate: ID, message }),
  };
}

/** What is promoted to a protected environment has a change record that is approved. */
function createChangeRecordGate(url: string): Gate {
  return {
    id: ID,
    title: ({ target }) => `The change of ${target.name} is on record`,
    async evaluate({ entityRef, target, isProtected }, { signal }) {
      if (!isProtected) {
        return answer('skipped', `${target.name} needs no change record.`);
      }
      const query = new URLSearchParams({
        service: entityRef,
        environment: target.name,
      });
      let state: unknown;
      try {
        // The signal ends the request when the time of the gate is up.
        const response = await fetch(`${url}/records?${query}`, { signal });
        if (!response.ok) {
          throw new Error(`status ${response.status}`);
        }
        ({ state } = await response.json());
      } catch {
        // What is not known is not passed: it holds the promotion back, and says who did not answer. Never the address.
        return answer('unknown', 'The change records do not answer.');
      }
      return state === 'approved'
        ? answer('passed', 'The change record is approved.')
        : answer('failed', 'There is no approved change record. Ask for one.');
    },
  };
}

export const changeRecordsModule = createBackendModule({
  pluginId: 'delivery',
  moduleId: 'change-records',
  register(env) {
    env.registerInit({
      deps: { config: coreServices.rootConfig, gates: gatesExtensionPoint },
      async init({ config, gates }) {
        gates.addGate(createChangeRecordGate(config.getString('changes.url')));
      },
    });
  },
});
