import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  AnalysisMetric,
  AnalysisRun,
} from '@stonegarden/backstage-plugin-delivery-common';
import { LinePlot } from '../shared/plot/LinePlot';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './CanaryProgress.module.css';
import { readThreshold, readValues } from './readMetric';
import { runningAnalyses } from './runningAnalyses';
import { useCanaryText } from './useCanaryText';

const HEIGHT = 28;

/**
 * What the analyses of a canary have measured: of those that run, else of the newest. More metrics than `limit` are only counted;
 * without a limit it is of all there are.
 *
 * @internal
 */
export const AnalysisFacts = (props: {
  runs: AnalysisRun[];
  limit?: number;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { runs, limit } = props;
  const shown = limit === undefined ? runs : currentRuns(runs);
  const metrics = shown.flatMap(run =>
    run.metrics.map(metric => ({ key: `${run.name} ${metric.name}`, metric })),
  );
  const more = limit === undefined ? 0 : metrics.length - limit;
  return (
    <>
      {metrics.slice(0, limit).map(({ key, metric }) => (
        <Metric key={key} metric={metric} />
      ))}
      {more > 0 && (
        <p className={styles.quiet}>
          {t('canary.moreMetrics', { count: more })}
        </p>
      )}
    </>
  );
};

function currentRuns(runs: AnalysisRun[]): AnalysisRun[] {
  const running = runningAnalyses(runs);
  return running.length > 0 ? running : runs.slice(0, 1);
}

function Metric({ metric }: { metric: AnalysisMetric }) {
  const text = useCanaryText();
  const values = readValues(metric);
  const threshold = readThreshold(metric.successCondition)?.value;
  const all = [
    ...values.map(({ value }) => value),
    ...(threshold === undefined ? [] : [threshold]),
  ];
  const lowest = Math.min(...all);
  const highest = Math.max(...all);
  // A line that never changes goes through the middle.
  const y = (value: number) =>
    highest === lowest ? 0.5 : (value - lowest) / (highest - lowest);
  const isBad = metric.phase === 'Failed' || metric.phase === 'Error';
  return (
    <div className={styles.metric}>
      {values.length > 0 && (
        <LinePlot
          label={text.plot(metric)}
          height={HEIGHT}
          marked
          isBad={isBad}
          points={values.map(({ value, isBad: isBadValue }, index) => ({
            x: values.length === 1 ? 0.5 : index / (values.length - 1),
            y: y(value),
            isBad: isBadValue,
          }))}
          lines={
            threshold === undefined
              ? []
              : [
                  {
                    kind: 'dashed',
                    from: { x: 0, y: y(threshold) },
                    to: { x: 1, y: y(threshold) },
                  },
                ]
          }
        />
      )}
      <p className={isBad ? styles.bad : styles.quiet}>{text.metric(metric)}</p>
    </div>
  );
}
