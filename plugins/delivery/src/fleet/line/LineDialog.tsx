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
import styles from './LineDialog.module.css';
import { useLineSwitch } from './useLineSwitch';

/** As much as delivery-backend takes. */
const MAX_LENGTH = 1000;

/**
 * Stops promotions in the whole portal, which takes a reason, or resumes them. It stays what it was opened for, whatever
 * somebody else does meanwhile.
 *
 * @internal
 */
export const LineDialog = (props: {
  action: 'stop' | 'resume';
  onClose: () => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const [reason, setReason] = useState('');
  const { action, onClose } = props;
  const resumes = action === 'resume';
  const switching = useLineSwitch(resumes ? undefined : reason, onClose);
  const start = useStartOnce(switching);
  const { error, isPending } = switching;
  return (
    <Dialog
      isOpen
      width="min(560px, calc(100vw - 32px))"
      onOpenChange={open => {
        if (!open) onClose();
      }}
    >
      <DialogHeader>
        {t(resumes ? 'line.resumeTitle' : 'line.stopTitle')}
      </DialogHeader>
      <DialogBody className={styles.body} tabIndex={0}>
        <p>{t(resumes ? 'line.resumeText' : 'line.stopText')}</p>
        {!resumes && (
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
            title={t(resumes ? 'line.resumeFailed' : 'line.stopFailed')}
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
        <Button variant="secondary" onPress={onClose}>
          {t('line.cancel')}
        </Button>
        <Button
          variant="primary"
          isDisabled={!resumes && reason.trim() === ''}
          isPending={isPending}
          onPress={start}
        >
          {t(`line.${action}`)}
        </Button>
      </DialogFooter>
    </Dialog>
  );
};
