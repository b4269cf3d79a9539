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
import { readThreshold, readValues } from './readMetric';

const COMPARED = {
  '>=': 'canary.atLeast',
  '<=': 'canary.atMost',
  '>': 'canary.above',
  '<': 'canary.below',
} as const;
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
  const number = (value: number) =>
    new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value);
  return {
    duration,
    /** `10 %`, `10 min`, `until resumed`, `analysis` */
    step(step: RolloutStep): string {
      switch (step.type) {
        case 'weight':
          return t('canary.weightStep', { weight: number(step.weight) });
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
    /** `success-rate 99.96 (at least 95), 5 of 5 passed, 1 failed` */
    metric(metric: AnalysisMetric): string {
      const threshold = readThreshold(metric.successCondition);
      const last = readValues(metric).at(-1);
      const total =
        metric.successful + metric.failed + metric.inconclusive + metric.error;
      const name = [
        metric.name,
        last && number(last.value),
        threshold &&
          `(${t(COMPARED[threshold.comparator], {
            value: number(threshold.value),
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
      const values = readValues(metric).map(({ value }) => value);
      return t('canary.plot', {
        name: metric.name,
        count: values.length,
        lowest: number(Math.min(...values)),
        highest: number(Math.max(...values)),
      });
    },
  };
}
