import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import {
  deliveryPromotionCreatePermission,
  type EnvironmentStatus,
  type Promotion,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useId, useRef } from 'react';
import { DeliveryRequestError } from '../../api/DeliveryRequestError';
import type { useOpenPromotion } from '../../queries/useOpenPromotion';
import { usePromotionPreview } from '../../queries/usePromotionPreview';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { RequestFailure } from '../states/RequestFailure';
import { PreviewSections } from './PreviewSections';
import styles from './PromoteDialog.module.css';
import { PromotionProgress } from './PromotionProgress';

/**
 * What will change, may it, do it; then the same dialog follows the promotion to its end. Closing it stops nothing.
 *
 * @internal
 */
export const PromoteDialog = (props: {
  entityRef: string;
  service: string;
  from: string;
  to: string;
  target?: EnvironmentStatus;
  maySync: boolean;
  /** Lives outside, so that it outlives this dialog. */
  opening: ReturnType<typeof useOpenPromotion>;
  /** A promotion that is under way already: the dialog only follows it. */
  follow?: Promotion;
  onClose: () => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { entityRef, service, from, to, opening, onClose } = props;
  const followed = props.follow ?? opening.data;
  const asking = !followed && !opening.isPending;
  const preview = usePromotionPreview(entityRef, { from, to }, asking);
  const why = useId();
  const sent = useRef(false);

  const existing = preview.data?.existing;
  const canOpen = asking && preview.data?.canOpen === true;
  const reason =
    preview.data && !preview.data.canOpen
      ? preview.data.reason ?? t('promote.cannot')
      : undefined;

  const confirm = () => {
    // A second click may come before the first one is drawn.
    if (sent.current || !canOpen) return;
    sent.current = true;
    opening.mutate(undefined, {
      onSettled: () => {
        sent.current = false;
      },
    });
  };

  return (
    <Dialog
      isOpen
      width="min(720px, calc(100vw - 32px))"
      onOpenChange={open => {
        if (!open) onClose();
      }}
    >
      <DialogHeader>
        {t(followed ? 'promote.followTitle' : 'promote.title', { service, to })}
      </DialogHeader>
      <DialogBody className={styles.body}>
        {followed && (
          <PromotionProgress
            entityRef={entityRef}
            promotion={followed}
            target={props.target}
            maySync={props.maySync}
          />
        )}
        {opening.isPending && <PromotionProgress entityRef={entityRef} />}
        {opening.error && (
          <RequestFailure
            error={opening.error}
            title={t('way.openFailed')}
            permission={deliveryPromotionCreatePermission.name}
            consequence={
              opening.error instanceof DeliveryRequestError &&
              opening.error.nothingChanged
                ? t('promote.nothingOpened')
                : t('promote.safeToRepeat')
            }
            onRetry={confirm}
          />
        )}
        {asking && (
          <PreviewSections
            from={from}
            to={to}
            preview={preview.data}
            error={preview.error}
            onRetry={() => preview.refetch()}
          />
        )}
      </DialogBody>
      <DialogFooter className={styles.footer}>
        {asking && reason && !existing && (
          <p id={why} className={styles.why}>
            {reason}
          </p>
        )}
        <Button variant="secondary" onPress={onClose}>
          {t('promote.close')}
        </Button>
        {(asking || opening.isPending) && !existing && (
          <Button
            variant="primary"
            isDisabled={!canOpen}
            isPending={opening.isPending}
            aria-describedby={reason ? why : undefined}
            onPress={confirm}
          >
            {t('promote.confirm', { to })}
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
};
