import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { SignalsService } from '@backstage/plugin-signals-node';
import {
  DELIVERY_SIGNAL_CHANNEL,
  DeliverySignal,
} from '@stonegarden/backstage-plugin-delivery-common';
import { ChangeBatcher } from '../argocd/readModel/ChangeBatcher';

/** Tells open pages which services changed. They fetch what they show with their viewer's rights. */
export function createSignals(options: {
  signals: SignalsService;
  logger: LoggerService;
  delayMs: number;
}): ChangeBatcher {
  const publish = (message: DeliverySignal) =>
    options.signals
      .publish({
        recipients: { type: 'broadcast' },
        channel: DELIVERY_SIGNAL_CHANNEL,
        message,
      })
      .catch(error =>
        options.logger.debug(`No signal was sent: ${stringifyError(error)}`),
      );
  return new ChangeBatcher({
    delayMs: options.delayMs,
    onBatch: ({ services, everything }) => {
      if (everything) {
        publish({});
        return;
      }
      // Service manifests have no namespaces of their own: their entities are all in `default`.
      services.forEach(name =>
        publish({
          entityRef: `component:default/${name.toLocaleLowerCase('en-US')}`,
        }),
      );
    },
  });
}
