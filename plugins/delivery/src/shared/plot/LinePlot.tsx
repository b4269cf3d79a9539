import styles from './LinePlot.module.css';

/**
 * A point of a plot: shares of its width from the left and of its height from below.
 *
 * @internal
 */
export interface PlotPoint {
  x: number;
  y: number;
  isBad?: boolean;
}

const WIDTH = 300;
/** Room for half of a line's width at the edges. */
const MARGIN = 2;

/**
 * A line as wide as there is room, with straight lines to compare it with. What it says stands in words beside it; `label` says
 * what it shows to who cannot see it.
 *
 * @internal
 */
export const LinePlot = (props: {
  label: string;
  /** In pixels. */
  height: number;
  points: PlotPoint[];
  /** The whole line is about something that is not well. */
  isBad?: boolean;
  /** Each point is marked, as where there are few. */
  marked?: boolean;
  /** `dashed` is a limit, `thin` something to go by. */
  lines?: Array<{ kind: 'dashed' | 'thin'; from: PlotPoint; to: PlotPoint }>;
}) => {
  const { height, points } = props;
  const x = (point: PlotPoint) => point.x * WIDTH;
  const y = (point: PlotPoint) =>
    (1 - point.y) * (height - 2 * MARGIN) + MARGIN;
  return (
    <svg
      role="img"
      aria-label={props.label}
      viewBox={`0 0 ${WIDTH} ${height}`}
      preserveAspectRatio="none"
      className={styles.plot}
      style={{ height }}
    >
      {props.lines?.map(({ kind, from, to }, index) => (
        <line
          key={index}
          className={styles[kind]}
          x1={x(from)}
          y1={y(from)}
          x2={x(to)}
          y2={y(to)}
          vectorEffect="non-scaling-stroke"
        />
      ))}
      <polyline
        className={styles.line}
        data-bad={props.isBad || undefined}
        points={points
          .map(point => `${x(point).toFixed(1)},${y(point).toFixed(1)}`)
          .join(' ')}
        vectorEffect="non-scaling-stroke"
      />
      {props.marked &&
        points.map((point, index) => (
          // A line of no length is a dot that is not stretched with the plot.
          <path
            key={index}
            className={styles.mark}
            data-bad={point.isBad || undefined}
            d={`M${x(point).toFixed(1)} ${y(point).toFixed(1)}h0`}
            vectorEffect="non-scaling-stroke"
          />
        ))}
    </svg>
  );
};
