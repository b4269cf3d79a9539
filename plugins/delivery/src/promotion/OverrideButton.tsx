import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import {
  deliveryPromotionOverridePermission,
  type GateResult,
  type OverrideLimits,
  type Promotion,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useState } from 'react';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';
import { useStartOnce } from '../shared/queries/useStartOnce';
import { RequestFailure } from '../shared/states/RequestFailure';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { GateList } from './GateList';
import { OverrideFields } from './OverrideFields';
import styles from './PullRequestFacts.module.css';
import { useOverridePromotion } from './useOverridePromotion';

/**
 * Offers to override the gates that hold an open promotion back: names them with what they say, and takes a reason and a time.
 *
 * @internal
 */
export const OverrideButton = (props: {
  promotion: Promotion;
  /** The head of its pull request. */
  commit: string;
  /** Those that hold it back. */
  gates: GateResult[];
  limits: OverrideLimits;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { promotion, limits } = props;
  const { from, to } = promotion;
  /** What the dialog shows: gates that hold it back since, and what is pushed after it was opened, are not overridden. */
  const [shown, setShown] = useState<{ commit: string; gates: GateResult[] }>();
  const [reason, setReason] = useState('');
  const [minutes, setMinutes] = useState(limits.defaultMinutes);
  const close = () => {
    setShown(undefined);
    setReason('');
    setMinutes(limits.defaultMinutes);
  };
  const { commit, gates } = shown ?? props;
  const overriding = useOverridePromotion(
    promotion,
    { commit, gates: gates.map(({ id }) => id), reason, minutes },
    close,
  );
  const start = useStartOnce(overriding);
  const { error, isPending } = overriding;
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        onPress={() => {
          overriding.reset();
          setShown({ commit: props.commit, gates: props.gates });
        }}
      >
        {t('override.button')}
      </Button>
      {shown && (
        <Dialog
          isOpen
          width="min(640px, calc(100vw - 32px))"
          onOpenChange={open => {
            if (!open) close();
          }}
        >
          <DialogHeader>{t('override.title', { to })}</DialogHeader>
          <DialogBody className={styles.facts} tabIndex={0}>
            <p>{t('override.what', { commit: commit.slice(0, 12) })}</p>
            <GateList from={from} gates={gates} />
            <OverrideFields
              limits={limits}
              reason={reason}
              minutes={minutes}
              onReason={setReason}
              onMinutes={setMinutes}
            />
            {error && (
              <RequestFailure
                error={error}
                title={t('override.failed')}
                permission={deliveryPromotionOverridePermission.name}
                consequence={
                  error instanceof DeliveryRequestError && error.nothingChanged
                    ? t('override.nothing')
                    : t('override.maybe')
                }
                onRetry={start}
              />
            )}
          </DialogBody>
          <DialogFooter>
            <Button variant="secondary" onPress={close}>
              {t('approval.cancel')}
            </Button>
            <Button
              variant="primary"
              isDisabled={!reason.trim() && !isPending}
              isPending={isPending}
              onPress={start}
            >
              {t('override.confirm')}
            </Button>
          </DialogFooter>
        </Dialog>
      )}
    </>
  );
};
