import {
  coreApis,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import type {
  ErrorBudget,
  MeasuredAvailability,
  MeasuredLatency,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useRelativeTime } from '../../shared/time/useRelativeTime';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { projectBudget } from './projectBudget';

/** Shares below 1 never read as 100 %: what is left out of them is what it is about. */
function floor(share: number, digits: number): number {
  const factor = 10 ** (digits + 2);
  return Math.floor(share * factor + 1e-6) / 10 ** digits;
}

/**
 * Says measured SLAs in the viewer's language.
 *
 * @internal
 */
export function useSlaText() {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { language } = useApi(coreApis.appLanguage).getLanguage();
  const { age, duration, percent } = useRelativeTime();
  const day = (iso: string) =>
    new Intl.DateTimeFormat(language, {
      day: 'numeric',
      month: 'short',
      timeZone: 'UTC',
    }).format(new Date(iso));
  const rate = (value: number) =>
    new Intl.NumberFormat(language, {
      maximumSignificantDigits: value < 10 ? 2 : 3,
    }).format(value);
  const whole = (share: number) => percent(Math.round(share * 100));
  return {
    day,
    whole,
    /** `99.97 %` */
    availability: ({ measured }: MeasuredAvailability) =>
      percent(floor(measured, 3)),
    /** `97.2 %`, which are within the threshold, or `95 % within 85 ms` */
    latency({ share, seconds, targetShare }: MeasuredLatency): string {
      return share !== undefined
        ? percent(floor(share, 1))
        : t('sla.measuredLatencySeconds', {
            percentile: percent(targetShare * 100),
            time: duration(Math.round((seconds ?? 0) * 1000)),
          });
    },
    /** `72 % of this month's error budget is left` */
    budget: ({ left }: ErrorBudget) =>
      left < 0
        ? t('sla.budgetOverspent', { percent: whole(-left) })
        : t('sla.budgetLeft', { percent: whole(left) }),
    /** How long it lasts; undefined where nothing is known of the last hours. */
    pace(budget: ErrorBudget, now: number): string | undefined {
      const projected = projectBudget(budget, now);
      switch (projected?.kind) {
        case 'ends':
          return t('sla.budgetEnds', { time: age(projected.inMs) });
        case 'lasts':
          return t('sla.budgetLasts');
        default:
          return undefined;
      }
    },
    /** `Burn rate 3.2 in the last hour, 0.4 in the last 6 hours` */
    burnRate({ burnRate: { lastHour, last6Hours } }: ErrorBudget) {
      if (lastHour !== undefined && last6Hours !== undefined) {
        return t('sla.burnRateBoth', {
          hour: rate(lastHour),
          hours: rate(last6Hours),
        });
      }
      const known = lastHour ?? last6Hours;
      return known === undefined
        ? undefined
        : t(
            lastHour === undefined ? 'sla.burnRate6Hours' : 'sla.burnRateHour',
            { rate: rate(known) },
          );
    },
    /** What the plot shows. */
    plot: (environment: string, { from, until, left, points }: ErrorBudget) =>
      t('sla.plotLabel', {
        environment,
        from: day(from),
        until: day(new Date(Date.parse(until) - 1).toISOString()),
        lowest: whole(Math.min(...points.map(point => point.left), left)),
        left: whole(left),
      }),
  };
}

/** Whether a latency is as promised. */
export function meetsLatency({
  share,
  seconds,
  thresholdSeconds,
  targetShare,
}: MeasuredLatency): boolean {
  return share === undefined
    ? seconds !== undefined && seconds <= thresholdSeconds
    : share >= targetShare;
}
