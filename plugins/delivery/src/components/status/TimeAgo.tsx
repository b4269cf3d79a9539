import { useNow } from './useNow';
import { useTimeWords } from './useTimeWords';

/**
 * How long ago something was, with the exact time on hover. `words` puts the age into its sentence.
 *
 * @internal
 */
export const TimeAgo = (props: {
  /** ISO time. */
  time: string;
  words: (age: string) => string;
}) => {
  const now = useNow();
  const { age, exact } = useTimeWords();
  return (
    <time dateTime={props.time} title={exact(props.time)}>
      {props.words(age(now - Date.parse(props.time)))}
    </time>
  );
};
