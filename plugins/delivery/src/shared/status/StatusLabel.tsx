import type { ReactElement } from 'react';
import styles from './StatusLabel.module.css';

/**
 * What a color repeats: `quiet` needs no attention, `neutral` is not known.
 *
 * @internal
 */
export type StatusTone =
  | 'success'
  | 'info'
  | 'warning'
  | 'danger'
  | 'neutral'
  | 'quiet';

/**
 * A word with its icon. The color only repeats what the word says. A changed word fades in at its place.
 *
 * @internal
 */
export const StatusLabel = (props: {
  tone: StatusTone;
  icon: ReactElement;
  word: string;
}) => (
  <span key={props.word} className={styles.status} data-tone={props.tone}>
    {props.icon}
    <span>{props.word}</span>
  </span>
);
