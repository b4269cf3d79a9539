import type { ErrorBudget } from '@stonegarden/backstage-plugin-delivery-common';
import { LinePlot } from '../../shared/plot/LinePlot';
import styles from './sla.module.css';
import { useSlaText } from './useSlaText';

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
  const x = (time: number) => (time - from) / (until - from);
  const y = (left: number) => (left - lowest) / (1 - lowest);
  const full = { x: 0, y: y(1) };
  const empty = { x: 1, y: y(0) };
  return (
    <figure className={styles.figure}>
      <LinePlot
        label={text.plot(environment, budget)}
        height={48}
        points={[
          full,
          ...budget.points.map(({ at, left }) => ({
            x: x(Date.parse(at)),
            y: y(left),
          })),
        ]}
        isBad={budget.left < 0}
        lines={[
          { kind: 'thin', from: full, to: empty },
          { kind: 'dashed', from: { x: 0, y: y(0) }, to: empty },
        ]}
      />
      <figcaption className={styles.days} aria-hidden="true">
        <span>{text.day(budget.from)}</span>
        <span>{text.day(new Date(until - 1).toISOString())}</span>
      </figcaption>
    </figure>
  );
};
