import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import styles from './MetricPlot.module.css';

const TICK = { fill: 'var(--bui-fg-secondary)', fontSize: 12 };

/**
 * A metric over time as bars, or as points joined by a line. Colors are the theme's. It is a picture: who does not see it
 * reads the table behind it.
 *
 * @internal
 */
const MetricPlot = (props: {
  /** What the picture shows, in a sentence. */
  label: string;
  shape: 'bars' | 'line';
  points: Array<{ name: string; value?: number; text: string }>;
  formatValue: (value: number) => string;
  /** Only whole numbers on the axis. */
  wholeNumbers?: boolean;
}) => {
  const { points, shape, formatValue } = props;
  return (
    <div role="img" aria-label={props.label} className={styles.plot}>
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart
          data={points}
          accessibilityLayer={false}
          margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
        >
          <CartesianGrid vertical={false} stroke="var(--bui-border-1)" />
          <XAxis
            dataKey="name"
            tick={TICK}
            tickLine={false}
            stroke="var(--bui-border-2)"
            minTickGap={16}
          />
          <YAxis
            width={64}
            tick={TICK}
            tickLine={false}
            axisLine={false}
            tickFormatter={formatValue}
            allowDecimals={!props.wholeNumbers}
            tickCount={4}
          />
          <Tooltip
            content={({ active, payload }) => {
              const point = payload?.[0]?.payload as
                | (typeof points)[number]
                | undefined;
              return active && point ? (
                <p className={styles.tip}>
                  {point.name}: <strong>{point.text}</strong>
                </p>
              ) : null;
            }}
            cursor={{ fill: 'var(--bui-bg-neutral-2)', opacity: 0.5 }}
            isAnimationActive={false}
          />
          {shape === 'bars' ? (
            <Bar
              dataKey="value"
              fill="var(--delivery-plot)"
              maxBarSize={28}
              isAnimationActive={false}
            />
          ) : (
            <Line
              dataKey="value"
              type="linear"
              stroke="var(--delivery-plot)"
              strokeWidth={2}
              dot={{ r: 3, fill: 'var(--delivery-plot)' }}
              isAnimationActive={false}
            />
          )}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
};

export default MetricPlot;
