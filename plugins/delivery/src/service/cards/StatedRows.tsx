import type { ReactNode } from 'react';
import styles from './cards.module.css';

/** What a manifest states, a line each, and in one quiet line what it leaves out. */
export const StatedRows = (props: {
  rows: Array<[label: string, value: ReactNode]>;
  /** Said when nothing is stated. */
  none: string;
  /** The quiet line; undefined when nothing is left out. */
  notStated?: string;
}) => {
  const { rows, none, notStated } = props;
  if (rows.length === 0) {
    return <span className={styles.quiet}>{none}</span>;
  }
  return (
    <>
      <dl className={styles.rows}>
        {rows.map(([label, value]) => (
          <div key={label} className={styles.pair}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {notStated && <span className={styles.notStated}>{notStated}</span>}
    </>
  );
};
