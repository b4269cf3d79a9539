import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { useState, type RefObject } from 'react';
import { personName } from '../../shared/personName';
import { useRelativeTime } from '../../shared/time/useRelativeTime';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { LineDialog } from './LineDialog';
import { useLine } from './useLine';

/**
 * Says that nothing is promoted, by whom it was stopped, since when and why, and where it is not known whether that is still so.
 * Nothing while promotions go on.
 *
 * @internal
 */
export const LineNotice = (props: {
  /** Where the keyboard goes on after somebody has stopped promotions. */
  place?: RefObject<HTMLDivElement>;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { exact } = useRelativeTime();
  const { data: line, isError } = useLine();
  const [isOpen, setOpen] = useState(false);
  const stop = line?.stop;
  return (
    <>
      {isError && (
        <Alert role="status" status="info" icon title={t('line.unknown')} />
      )}
      {stop && (
        <div ref={props.place}>
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
            customActions={
              line.mayStop && (
                <Button
                  size="small"
                  variant="secondary"
                  onPress={() => setOpen(true)}
                >
                  {t('line.resume')}
                </Button>
              )
            }
          />
        </div>
      )}
      {isOpen && <LineDialog action="resume" onClose={() => setOpen(false)} />}
    </>
  );
};
