import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  TextField,
} from '@backstage/ui';
import {
  deliveryPromotionApprovePermission,
  type Promotion,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useState } from 'react';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';
import { useStartOnce } from '../shared/queries/useStartOnce';
import { RequestFailure } from '../shared/states/RequestFailure';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { ImageChanges } from './ImageChanges';
import styles from './PullRequestFacts.module.css';
import { useApprovePromotion } from './useApprovePromotion';

/**
 * Offers to approve a promotion: says what is approved, and takes a reason.
 *
 * @internal
 */
export const ApproveButton = (props: {
  promotion: Promotion;
  /** The head of its pull request. */
  commit: string;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { promotion } = props;
  const { to } = promotion;
  /** The commit that the dialog shows: what is pushed after it was opened is not approved. */
  const [commit, setCommit] = useState<string>();
  const [reason, setReason] = useState('');
  const close = () => {
    setCommit(undefined);
    setReason('');
  };
  const approving = useApprovePromotion(
    promotion,
    { commit: commit ?? props.commit, reason },
    close,
  );
  const start = useStartOnce(approving);
  const { error, isPending } = approving;
  return (
    <>
      <Button
        size="small"
        variant="primary"
        aria-label={t('approval.buttonLabel', { to })}
        onPress={() => {
          approving.reset();
          setCommit(props.commit);
        }}
      >
        {t('approval.button')}
      </Button>
      {commit && (
        <Dialog
          isOpen
          width="min(560px, calc(100vw - 32px))"
          onOpenChange={open => {
            if (!open) close();
          }}
        >
          <DialogHeader>{t('approval.title', { to })}</DialogHeader>
          <DialogBody className={styles.facts} tabIndex={0}>
            <p>{t('approval.what', { commit: commit.slice(0, 12) })}</p>
            <ImageChanges to={to} changes={promotion.changes} />
            <TextField
              label={t('approval.reason')}
              value={reason}
              maxLength={1000}
              onChange={setReason}
            />
            {error && (
              <RequestFailure
                error={error}
                title={t('approval.failed')}
                permission={deliveryPromotionApprovePermission.name}
                consequence={
                  error instanceof DeliveryRequestError && error.nothingChanged
                    ? t('approval.nothing')
                    : t('approval.maybe')
                }
                onRetry={start}
              />
            )}
          </DialogBody>
          <DialogFooter>
            <Button variant="secondary" onPress={close}>
              {t('approval.cancel')}
            </Button>
            <Button variant="primary" isPending={isPending} onPress={start}>
              {t('approval.confirm')}
            </Button>
          </DialogFooter>
        </Dialog>
      )}
    </>
  );
};
