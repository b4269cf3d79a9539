import { LineButton } from './LineButton';
import { useLine } from './useLine';

/**
 * Offers to stop promotions in the whole portal to whoever may, while they go on.
 *
 * @internal
 */
export const StopLine = () => {
  const { data: line } = useLine();
  return line && line.mayStop && !line.stop ? (
    <LineButton stopped={false} />
  ) : null;
};
