import {
  coreApis,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';

/**
 * Says a span of time by its days: `22 Nov 2026 – 29 Nov 2026`, in UTC as the portal counts. The end is not part of it.
 *
 * @internal
 */
export function useSpanText(): (since?: string, until?: string) => string {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { language } = useApi(coreApis.appLanguage).getLanguage();
  return useCallback(
    (since, until) => {
      const format = new Intl.DateTimeFormat(language, {
        dateStyle: 'medium',
        timeZone: 'UTC',
      });
      const begin = since && new Date(since);
      // The last moment that still counts.
      const end = until && new Date(Date.parse(until) - 1);
      if (begin && end) return format.formatRange(begin, end);
      if (begin) return t('history.sinceDay', { day: format.format(begin) });
      return end ? t('history.untilDay', { day: format.format(end) }) : '';
    },
    [language, t],
  );
}
