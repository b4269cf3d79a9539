import {
  coreApis,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  formatReason,
  isReasonCode,
  type Reason,
  type ReasonCode,
  type ReasonLanguage,
  type ReasonTextKey,
} from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { groupName, personName } from '../personName';
import { useDurationText } from '../time/useDurationText';
import { useRelativeTime } from '../time/useRelativeTime';

/** Reasons whose own sentence says when they change. */
const SAYS_WHEN: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'Soaking',
  'Frozen',
  'NextFreeze',
  'SyncWindowBlocks',
]);

/**
 * Says a reason in the viewer's language, with times in the viewer's zone. A code of a newer backend falls back to the
 * backend's own English sentence.
 *
 * @internal
 */
export function useReasonText(): (reason: Reason) => string {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { exact } = useRelativeTime();
  const { language: locale } = useApi(coreApis.appLanguage).getLanguage();
  const duration = useDurationText();

  // The type of `t` asks for the parameters of one literal key.
  const translate = t as unknown as (
    key: `reason.${ReasonTextKey}`,
    params: Record<string, string>,
  ) => string;

  const language: ReasonLanguage = {
    text: (key, params) => translate(`reason.${key}`, params),
    time: exact,
    health: status => t(`health.${status}`),
    reason: textOf,
    number: value =>
      new Intl.NumberFormat(locale, { maximumSignificantDigits: 4 }).format(
        value,
      ),
    duration,
    person: personName,
    group: groupName,
  };

  function textOf(reason: Reason): string {
    if (!isReasonCode(reason.code)) return reason.message;
    const text = formatReason(reason, language);
    return reason.changesAt && !SAYS_WHEN.has(reason.code)
      ? `${text} ${t('reason.changesAt', { time: exact(reason.changesAt) })}`
      : text;
  }

  return textOf;
}
