import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useStartOnce } from '../shared/queries/useStartOnce';
import { StillWaiting } from '../shared/states/StillWaiting';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { OpeningFailure } from './OpeningFailure';
import styles from './PromoteDialog.module.css';
import { PromotionProgress } from './PromotionProgress';
import type { Opening, OverrideDraft } from './useOpening';

/**
 * A dialog that says what a pull request would change and whether it may, opens it, and follows what was opened to its end.
 * Closing it stops nothing.
 *
 * @internal
 */
export const ProposalDialog = (props: {
  entityRef: string;
  title: string;
  /** Lives outside, so that it outlives this dialog. */
  opening: Opening;
  /** The permission to open it. */
  permission: string;
  /** How far what was opened is; left out while it is still to be confirmed. */
  progress?: ReactNode;
  /** What is to be confirmed. */
  children: ReactNode;
  /** Left out where there is nothing to confirm. */
  confirm?: {
    text: string;
    isDisabled: boolean;
    /** Why it is disabled. */
    whyNot?: string;
  };
  /** What confirming overrides, as the text of the button says. */
  override?: OverrideDraft;
  /** What follows from confirming. */
  note?: string;
  onClose: () => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { opening, progress, confirm, onClose } = props;
  const followed = Boolean(progress);
  const asking = !followed && !opening.isPending;
  const why = useId();
  const start = useStartOnce(opening, props.override);

  // The confirm button goes away when its work is done; without a new place, the keyboard would leave the dialog.
  const following = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (followed) following.current?.focus();
  }, [followed]);

  const whyNot = asking ? confirm?.whyNot : undefined;
  return (
    <Dialog
      isOpen
      width="min(720px, calc(100vw - 32px))"
      onOpenChange={open => {
        if (!open) onClose();
      }}
    >
      <DialogHeader>{props.title}</DialogHeader>
      {/* Can be scrolled by keyboard also where nothing in it takes the focus. */}
      <DialogBody className={styles.body} tabIndex={0}>
        {followed && (
          <div ref={following} tabIndex={-1} className={styles.following}>
            {progress}
          </div>
        )}
        {!followed && opening.isPending && (
          <>
            <PromotionProgress entityRef={props.entityRef} />
            <StillWaiting
              text={t('promote.hostSlow')}
              onStop={opening.stopWaiting}
            />
          </>
        )}
        {opening.error && !followed && (
          <OpeningFailure
            opening={opening}
            permission={props.permission}
            onRetry={start}
          />
        )}
        {asking && props.children}
      </DialogBody>
      <DialogFooter className={styles.footer}>
        {asking && confirm && (whyNot ?? props.note) && (
          <p
            id={why}
            className={styles.why}
            data-note={whyNot ? undefined : true}
          >
            {whyNot ?? props.note}
          </p>
        )}
        <Button variant="secondary" onPress={onClose}>
          {t('promote.close')}
        </Button>
        {!followed && confirm && (
          <Button
            variant="primary"
            // A disabled button would lose the focus, and with it Escape.
            isDisabled={asking && confirm.isDisabled}
            isPending={opening.isPending}
            aria-describedby={
              asking && (whyNot ?? props.note) ? why : undefined
            }
            onPress={start}
          >
            {confirm.text}
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
};
