import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  TextAreaField,
} from '@backstage/ui';
import { deliveryLineStopPermission } from '@stonegarden/backstage-plugin-delivery-common';
import { useState } from 'react';
import { DeliveryRequestError } from '../../shared/api/DeliveryRequestError';
import { useStartOnce } from '../../shared/queries/useStartOnce';
import { RequestFailure } from '../../shared/states/RequestFailure';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import styles from './LineButton.module.css';
import { useLineSwitch } from './useLineSwitch';

/** As much as delivery-backend takes. */
const MAX_LENGTH = 1000;

/**
 * Stops promotions in the whole portal, which takes a reason, or lets them go on.
 *
 * @internal
 */
export const LineButton = (props: { stopped: boolean }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const close = () => {
    setOpen(false);
    setReason('');
  };
  const { stopped } = props;
  const switching = useLineSwitch(stopped ? undefined : reason, close);
  const start = useStartOnce(switching);
  const { error, isPending } = switching;
  const isReady = stopped || reason.trim() !== '';
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        onPress={() => {
          switching.reset();
          setOpen(true);
        }}
      >
        {t(stopped ? 'line.resume' : 'line.stop')}
      </Button>
      {isOpen && (
        <Dialog
          isOpen
          width="min(560px, calc(100vw - 32px))"
          onOpenChange={open => {
            if (!open) close();
          }}
        >
          <DialogHeader>
            {t(stopped ? 'line.resumeTitle' : 'line.stopTitle')}
          </DialogHeader>
          <DialogBody className={styles.body} tabIndex={0}>
            <p>{t(stopped ? 'line.resumeText' : 'line.stopText')}</p>
            {!stopped && (
              <TextAreaField
                label={t('line.reason')}
                description={t('line.reasonText')}
                isRequired
                rows={2}
                maxLength={MAX_LENGTH}
                value={reason}
                onChange={setReason}
              />
            )}
            {error && (
              <RequestFailure
                error={error}
                title={t(stopped ? 'line.resumeFailed' : 'line.stopFailed')}
                permission={deliveryLineStopPermission.name}
                consequence={
                  error instanceof DeliveryRequestError && error.nothingChanged
                    ? undefined
                    : t('line.maybe')
                }
                onRetry={start}
              />
            )}
          </DialogBody>
          <DialogFooter>
            <Button variant="secondary" onPress={close}>
              {t('line.cancel')}
            </Button>
            <Button
              variant="primary"
              isDisabled={!isReady}
              isPending={isPending}
              onPress={start}
            >
              {t(stopped ? 'line.resume' : 'line.stop')}
            </Button>
          </DialogFooter>
        </Dialog>
      )}
    </>
  );
};
