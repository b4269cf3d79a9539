import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { InstanceStatus } from '@stonegarden/backstage-plugin-delivery-common';
import { useNow } from '../shared/time/useNow';
import { useRelativeTime } from '../shared/time/useRelativeTime';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';

/**
 * Says that an Argo CD instance does not answer and for how long, and since when exactly; undefined while it does.
 *
 * @internal
 */
export function useSilenceText(
  instance: InstanceStatus,
): { text: string; since?: string } | undefined {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { age, exact } = useRelativeTime();
  const now = useNow();
  const { name, reachable, unreachableSince, lastContact } = instance;
  if (reachable) return undefined;
  const since = unreachableSince ?? lastContact;
  const text =
    since && lastContact
      ? t('instance.unreachable', { name, age: age(now - Date.parse(since)) })
      : t('instance.unreachableNever', { name });
  return { text, ...(since ? { since: exact(since) } : {}) };
}
