import styles from './home.module.css';

const WIDTH = 120;
const HEIGHT = 30;
const EDGE = 2;

/**
 * How a number went, without axes: a hint beside the number, for who sees it. Where nothing was measured the line has a gap.
 *
 * @internal
 */
export const Sparkline = (props: { values: Array<number | undefined> }) => (
  <svg
    aria-hidden
    className={styles.plot}
    viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
    preserveAspectRatio="none"
  >
    <path d={sparklinePath(props.values)} vectorEffect="non-scaling-stroke" />
  </svg>
);

/**
 * The line as an SVG path, from zero at the bottom to the largest value at the top.
 *
 * @internal
 */
export function sparklinePath(values: Array<number | undefined>): string {
  const top = Math.max(0, ...values.map(value => value ?? 0));
  const step = values.length > 1 ? WIDTH / (values.length - 1) : 0;
  const height = HEIGHT - 2 * EDGE;
  return values
    .map((value, index) => {
      if (value === undefined) return '';
      const begins = index === 0 || values[index - 1] === undefined;
      const y = HEIGHT - EDGE - (top > 0 ? (value / top) * height : 0);
      const point = `${Math.round(index * step)} ${Math.round(y * 10) / 10}`;
      // A single point is a dot: a line of no length with round ends.
      return begins ? `M${point}L${point}` : `L${point}`;
    })
    .join('');
}
