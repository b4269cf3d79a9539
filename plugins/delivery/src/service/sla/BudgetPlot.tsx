import type { ErrorBudget } from '@stonegarden/backstage-plugin-delivery-common';
import styles from './sla.module.css';
import { useSlaText } from './useSlaText';

const WIDTH = 300;
const HEIGHT = 48;

/**
 * What was left of an error budget from the first of the month to now, in a frame of the whole month. The dashed line is an
 * empty budget, the thin one spends it evenly.
 *
 * @internal
 */
export const BudgetPlot = (props: {
  environment: string;
  budget: ErrorBudget;
}) => {
  const text = useSlaText();
  const { budget, environment } = props;
  const from = Date.parse(budget.from);
  const until = Date.parse(budget.until);
  const lowest = Math.min(0, ...budget.points.map(({ left }) => left));
  const x = (time: number) => ((time - from) / (until - from)) * WIDTH;
  const y = (left: number) => ((1 - left) / (1 - lowest)) * (HEIGHT - 4) + 2;
  const line = [{ at: budget.from, left: 1 }, ...budget.points]
    .map(
      ({ at, left }) => `${x(Date.parse(at)).toFixed(1)},${y(left).toFixed(1)}`,
    )
    .join(' ');
  return (
    <figure className={styles.figure}>
      <svg
        role="img"
        aria-label={text.plot(environment, budget)}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className={styles.plot}
      >
        <line
          className={styles.even}
          x1={0}
          y1={y(1)}
          x2={WIDTH}
          y2={y(0)}
          vectorEffect="non-scaling-stroke"
        />
        <line
          className={styles.empty}
          x1={0}
          y1={y(0)}
          x2={WIDTH}
          y2={y(0)}
          vectorEffect="non-scaling-stroke"
        />
        <polyline
          className={styles.line}
          data-spent={budget.left < 0 || undefined}
          points={line}
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <figcaption className={styles.days} aria-hidden="true">
        <span>{text.day(budget.from)}</span>
        <span>{text.day(new Date(until - 1).toISOString())}</span>
      </figcaption>
    </figure>
  );
};
