import {
  coreApis,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { useDurationText } from '../shared/time/useDurationText';
import { useRelativeTime } from '../shared/time/useRelativeTime';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import type { DoraMetric } from './doraSeries';

/**
 * Says values of metrics and spans of time in the viewer's language.
 *
 * @internal
 */
export function useMetricText() {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const duration = useDurationText();
  const { age, percent } = useRelativeTime();
  const { language } = useApi(coreApis.appLanguage).getLanguage();
  return {
    value(metric: DoraMetric, value?: number): string {
      if (value === undefined) return t('metrics.none');
      switch (metric) {
        case 'frequency':
          return new Intl.NumberFormat(language).format(value);
        case 'failureRate':
          return percent(value * 100, 1);
        default:
          return duration(value * 1000);
      }
    },
    /** In few characters, for an axis. */
    axis(metric: DoraMetric, value: number): string {
      return metric === 'leadTime' || metric === 'restore'
        ? age(value * 1000)
        : this.value(metric, value);
    },
    /** A day, the first day of a week, or a month, in UTC as the portal counts. */
    span(since: string, bucket: 'day' | 'week' | 'month'): string {
      return new Intl.DateTimeFormat(language, {
        timeZone: 'UTC',
        month: 'short',
        ...(bucket === 'month' ? { year: 'numeric' } : { day: 'numeric' }),
      }).format(new Date(since));
    },
  };
}
