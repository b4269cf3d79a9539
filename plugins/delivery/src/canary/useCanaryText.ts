import {
  coreApis,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import type {
  AnalysisMetric,
  RolloutStep,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useDurationText } from '../shared/time/useDurationText';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import {
  meetsThreshold,
  readThreshold,
  readValues,
  type Threshold,
} from './readMetric';

const COMPARED = {
  '>=': 'canary.atLeast',
  '<=': 'canary.atMost',
  '>': 'canary.above',
  '<': 'canary.below',
} as const;
/** As many as a number surely keeps of what somebody wrote. */
const ALL_DIGITS = 15;
/** Of a measurement, which is often a quotient with as many digits as there are. */
const MEASURED_DIGITS = 6;
const COUNTED = ['failed', 'inconclusive', 'error'] as const;

/**
 * Says canaries in the viewer's language.
 *
 * @internal
 */
export function useCanaryText() {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { language } = useApi(coreApis.appLanguage).getLanguage();
  const duration = useDurationText();
  const format = (value: number, maximumSignificantDigits: number) =>
    new Intl.NumberFormat(language, { maximumSignificantDigits }).format(value);
  const stated = (value: number) => format(value, ALL_DIGITS);
  /** Rounded, unless that would put it on the other side of its limit. */
  const measured = (value: number, threshold: Threshold | undefined) => {
    const rounded = Number(value.toPrecision(MEASURED_DIGITS));
    const staysOnItsSide =
      !threshold ||
      meetsThreshold(rounded, threshold) === meetsThreshold(value, threshold);
    return format(value, staysOnItsSide ? MEASURED_DIGITS : ALL_DIGITS);
  };
  return {
    duration,
    /** `4:12`, or `2 h 5 min` */
    countdown(ms: number): string {
      const seconds = Math.round(ms / 1000);
      return seconds < 3600
        ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
        : duration(ms);
    },
    /** `10 %`, `10 min`, `until resumed`, `analysis` */
    step(step: RolloutStep): string {
      switch (step.type) {
        case 'weight':
          return t('canary.weightStep', { weight: stated(step.weight) });
        case 'pause':
          return step.seconds === undefined
            ? t('canary.untilResumed')
            : duration(step.seconds * 1000);
        case 'analysis':
          return t('canary.analysisStep');
        default:
          return step.name;
      }
    },
    /** The same within a sentence about what is left out. */
    leftOut(step: RolloutStep): string {
      if (step.type === 'pause') {
        return step.seconds === undefined
          ? t('canary.leftOutPauseOpen')
          : t('canary.leftOutPause', {
              duration: duration(step.seconds * 1000),
            });
      }
      return step.type === 'analysis'
        ? t('canary.leftOutAnalysis')
        : t('canary.leftOutOther', {
            name: step.type === 'other' ? step.name : step.type,
          });
    },
    /** `success-rate 99.961 (at least 95), 5 of 5 passed, 1 failed` */
    metric(metric: AnalysisMetric): string {
      const threshold = readThreshold(metric.successCondition);
      const last = readValues(metric).at(-1);
      const total =
        metric.successful + metric.failed + metric.inconclusive + metric.error;
      const name = [
        metric.name,
        last && measured(last.value, threshold),
        threshold &&
          `(${t(COMPARED[threshold.comparator], {
            value: stated(threshold.value),
          })})`,
      ];
      const counts =
        total === 0
          ? [t('canary.notMeasured')]
          : [
              t('canary.passed', {
                passed: String(metric.successful),
                total: String(total),
              }),
              ...COUNTED.filter(each => metric[each] > 0).map(each =>
                t(`canary.${each}`, { number: String(metric[each]) }),
              ),
            ];
      return [name.filter(Boolean).join(' '), ...counts].join(', ');
    },
    /** What its plot shows. */
    plot(metric: AnalysisMetric): string {
      const threshold = readThreshold(metric.successCondition);
      const values = readValues(metric).map(({ value }) => value);
      return t('canary.plot', {
        name: metric.name,
        count: values.length,
        lowest: measured(Math.min(...values), threshold),
        highest: measured(Math.max(...values), threshold),
      });
    },
  };
}
