import {
  coreApis,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { toAge, toExactUnit } from './age';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';

/** A day of the week stands for one day only within six days. */
const WEEK_MS = 6 * 24 * 60 * 60 * 1000;

/**
 * Says lengths of time, moments and numbers in the viewer's language.
 *
 * @internal
 */
export function useRelativeTime() {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { language } = useApi(coreApis.appLanguage).getLanguage();
  return {
    /** `3 h`, from milliseconds. */
    age(milliseconds: number): string {
      const { unit, value } = toAge(milliseconds);
      return t(`age.${unit}`, { value: String(value) });
    },
    /** `200 ms` or `4 h`: a stated length of time, said in the largest unit that divides it. */
    duration(milliseconds: number): string {
      if (milliseconds < 1000) {
        return t('age.milliseconds', { value: String(milliseconds) });
      }
      const { unit, value } = toExactUnit(milliseconds);
      return t(`age.${unit}`, {
        value: new Intl.NumberFormat(language).format(value),
      });
    },
    /** `21 Nov 2026, 20:19:03`, from an ISO time. */
    exact(iso: string): string {
      return new Intl.DateTimeFormat(language, {
        dateStyle: 'medium',
        timeStyle: 'medium',
      }).format(new Date(iso));
    },
    /** `Mon 08:00`, or `08:00` today: a time soon; one farther away with its date. */
    soon(iso: string, now = Date.now()): string {
      const time = new Date(iso);
      const isNear = Math.abs(time.getTime() - now) < WEEK_MS;
      const isToday = time.toDateString() === new Date(now).toDateString();
      return new Intl.DateTimeFormat(language, {
        ...(isNear ? {} : { day: 'numeric', month: 'short' }),
        ...(isNear && !isToday ? { weekday: 'short' } : {}),
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      }).format(time);
    },
    /** `99.9 %`, from 99.9: with the space that units have in every language of the portal. */
    percent(value: number, maximumFractionDigits = 4): string {
      const number = new Intl.NumberFormat(language, {
        maximumFractionDigits,
      }).format(value);
      return `${number}\u00a0%`;
    },
    number(value: number): string {
      return new Intl.NumberFormat(language).format(value);
    },
  };
}
