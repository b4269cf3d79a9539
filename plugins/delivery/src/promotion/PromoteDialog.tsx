import {
  useTranslationRef,
  type TranslationFunction,
} from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import {
  isSameReason,
  type EnvironmentStatus,
  type Promotion,
  type PromotionPreview,
  type Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useEffect, useId, useRef } from 'react';
import type { useOpenPromotion } from './useOpenPromotion';
import { usePromotionPreview } from './usePromotionPreview';
import { useStartOnce } from '../shared/queries/useStartOnce';
import { useReasonText } from '../shared/reasons/useReasonText';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { StillWaiting } from '../shared/states/StillWaiting';
import { OpeningFailure } from './OpeningFailure';
import { PreviewSections } from './PreviewSections';
import styles from './PromoteDialog.module.css';
import { PromotionProgress } from './PromotionProgress';

/** Short where a gate already says it at length. */
function whyNot(
  { gates, reason }: PromotionPreview,
  t: TranslationFunction<typeof deliveryTranslationRef.T>,
  reasonText: (reason: Reason) => string,
): string {
  if (reason?.code === 'SeveralGates') {
    return t('promote.held', { count: reason.params.reasons.length });
  }
  if (gates.some(gate => isSameReason(gate.reason, reason))) {
    return t('promote.held', { count: 1 });
  }
  return reason ? reasonText(reason) : t('promote.cannot');
}

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
  mayPromote: boolean;
  mayApprove: boolean;
  /** Lives outside, so that it outlives this dialog. */
  opening: ReturnType<typeof useOpenPromotion>;
  /** A promotion that is under way already, or was found after its answer was lost: the dialog only follows it. */
  follow?: Promotion;
  onClose: () => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { entityRef, service, from, to, opening, onClose } = props;
  const followed = props.follow ?? opening.data;
  const asking = !followed && !opening.isPending;
  const preview = usePromotionPreview(entityRef, { from, to }, asking);
  const reasonText = useReasonText();
  const why = useId();
  const start = useStartOnce(opening);

  // The confirm button goes away when its work is done; without a new place, the keyboard would leave the dialog.
  const following = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (followed) following.current?.focus();
  }, [followed]);

  const existing = preview.data?.existing;
  const canOpen = asking && preview.data?.canOpen === true;
  const reason =
    preview.data && !preview.data.canOpen
      ? whyNot(preview.data, t, reasonText)
      : undefined;

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
      {/* Can be scrolled by keyboard also where nothing in it takes the focus. */}
      <DialogBody className={styles.body} tabIndex={0}>
        {followed && (
          <div ref={following} tabIndex={-1} className={styles.following}>
            <PromotionProgress
              entityRef={entityRef}
              promotion={followed}
              target={props.target}
              maySync={props.maySync}
              mayPromote={props.mayPromote}
              mayApprove={props.mayApprove}
            />
          </div>
        )}
        {opening.isPending && (
          <>
            <PromotionProgress entityRef={entityRef} />
            <StillWaiting
              text={t('promote.hostSlow')}
              onStop={opening.stopWaiting}
            />
          </>
        )}
        {opening.error && !followed && (
          <OpeningFailure opening={opening} onRetry={start} />
        )}
        {asking && <PreviewSections from={from} to={to} asked={preview} />}
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
            // A disabled button would lose the focus, and with it Escape.
            isDisabled={asking && !canOpen}
            isPending={opening.isPending}
            aria-describedby={reason ? why : undefined}
            onPress={start}
          >
            {t('promote.confirm', { to })}
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
};
