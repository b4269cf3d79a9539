import { useNow } from './useNow';
import { useRelativeTime } from './useRelativeTime';

/**
 * How long ago something was, with the exact time on hover. `format` puts the age into its sentence.
 *
 * @internal
 */
export const TimeAgo = (props: {
  /** ISO time. */
  time: string;
  format: (age: string) => string;
}) => {
  const now = useNow();
  const { age, exact } = useRelativeTime();
  return (
    <time dateTime={props.time} title={exact(props.time)}>
      {props.format(age(now - Date.parse(props.time)))}
    </time>
  );
};
