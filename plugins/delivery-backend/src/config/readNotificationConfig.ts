import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  NOTICE_TOPICS,
  type NoticeTopic,
} from '../notifications/PromotionNotice';

const OFF = 'delivery.notifications.off';

/** What app-config says about notifications. */
export interface NotificationConfig {
  /** Kinds that nobody is notified of. */
  off: readonly NoticeTopic[];
  /** Refs of who may approve promotions to protected environments. */
  releaseManagers: readonly string[];
}

/** Reads `delivery.notifications`, and who may approve. Throws InputError that names what is not known. */
export function readNotificationConfig(config: Config): NotificationConfig {
  const off = (config.getOptionalStringArray(OFF) ?? []).map(text => {
    const topic = NOTICE_TOPICS.find(each => each === text);
    if (!topic) {
      throw new InputError(
        `${OFF} in app-config has ${JSON.stringify(
          text,
        )}, which is not known; there are ${NOTICE_TOPICS.join(', ')}`,
      );
    }
    return topic;
  });
  return {
    off,
    releaseManagers: (
      config.getOptionalStringArray('delivery.access.releaseManagers') ?? []
    ).map(ref => ref.toLocaleLowerCase('en-US')),
  };
}
