import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { personName } from '../../shared/personName';
import { useRelativeTime } from '../../shared/time/useRelativeTime';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { LineButton } from './LineButton';
import { useLine } from './useLine';

/**
 * Says that nothing is promoted, by whom it was stopped, since when and why. Nothing while promotions go on.
 *
 * @internal
 */
export const LineNotice = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { exact } = useRelativeTime();
  const { data: line, isError } = useLine();
  if (!line) {
    return isError ? (
      <Alert role="status" status="info" icon title={t('line.unknown')} />
    ) : null;
  }
  const { stop, mayStop } = line;
  return stop ? (
    <Alert
      role="alert"
      status="danger"
      icon
      title={t('line.stopped')}
      description={t('line.stoppedBy', {
        by: personName(stop.by),
        time: exact(stop.at),
        reason: stop.reason,
      })}
      customActions={mayStop && <LineButton stopped />}
    />
  ) : null;
};
