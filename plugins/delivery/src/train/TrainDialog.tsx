import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
} from '@backstage/ui';
import {
  type FleetRow,
  isSameReason,
  type Reason,
  type TrainPreview,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { TrainAddress } from '../shared/address/useTrainAddress';
import { useStartOnce } from '../shared/queries/useStartOnce';
import { RequestFailure } from '../shared/states/RequestFailure';
import { useEntityNames } from '../shared/useEntityNames';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { FollowedTrain } from './FollowedTrain';
import styles from './TrainDialog.module.css';
import { OPENING_PERMISSION, TrainProposal } from './TrainProposal';
import { trainTargets } from './trainTargets';
import { useOpenTrain } from './useOpenTrain';
import { useTrain } from './useTrain';
import { useTrainPreview } from './useTrainPreview';

/**
 * Promotes several services together: where to, what each would get, which cannot go; then it follows all of them to the end.
 * Closing it stops nothing, and the address leads back.
 *
 * @internal
 */
export const TrainDialog = (props: {
  address: TrainAddress;
  /** The services of the fleet; undefined while they are not known. */
  rows: readonly FleetRow[] | undefined;
  /** Why they are not known. */
  rowsError: Error | null;
  onRetryRows: () => void;
  /** Names of the environments that count as production. */
  production: readonly string[];
  onChange: (address: TrainAddress) => void;
  /** Called once a train is under way. */
  onOpened: () => void;
  onClose: () => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { address, rows, production, onChange, onClose } = props;
  const { services, to, train: id } = address;
  const train = useTrain(id);
  const [leftOut, setLeftOut] = useState<string>();
  const [reason, setReason] = useState('');
  const why = useId();
  const following = useRef<HTMLDivElement>(null);
  const preview = useTrainPreview(services, to, { enabled: !id });
  const { goes, stays, required } = useMemo(
    () => split(preview.data),
    [preview.data],
  );
  // What cannot go may change while the dialog is open: then it is asked again.
  const staying = stays.join(' ');
  const opening = useOpenTrain(
    { to: to ?? '', entityRefs: goes, ...withReason(reason) },
    opened => {
      props.onOpened();
      onChange({ services: [], train: opened.id });
    },
  );
  const start = useStartOnce(opening);
  const nameOf = useEntityNames(
    id ? train.data?.members.map(({ entityRef }) => entityRef) ?? [] : services,
  );
  const targets = useMemo(
    () =>
      rows &&
      trainTargets(
        rows.filter(({ entityRef }) => services.includes(entityRef)),
        production,
      ),
    [rows, services, production],
  );
  useEffect(() => {
    if (id) following.current?.focus();
  }, [id]);

  const obstacle = () => {
    if (!to) return targets?.length ? t('train.chooseTarget') : undefined;
    if (!preview.data) return undefined;
    if (goes.length === 0) return t('train.noneCan', { to });
    if (stays.length > 0 && leftOut !== staying) return t('train.sayLeave');
    return required.length > 0 && !reason.trim()
      ? t('reasonField.missing')
      : undefined;
  };
  const followTitle = () =>
    train.data
      ? t('train.followTitle', {
          count: train.data.members.length,
          to: train.data.to,
        })
      : t('train.followTitleAny');
  const whyNot = id || opening.isPending ? undefined : obstacle();
  const count = preview.data ? goes.length : services.length;
  return (
    <Dialog
      isOpen
      width="min(920px, calc(100vw - 32px))"
      onOpenChange={open => {
        if (!open) onClose();
      }}
    >
      <DialogHeader>
        {id ? followTitle() : t('train.title', { count: services.length })}
      </DialogHeader>
      <DialogBody className={styles.body} tabIndex={0}>
        {id ? (
          <div ref={following} tabIndex={-1} className={styles.following}>
            <FollowedTrain id={id} nameOf={nameOf} onStop={onClose} />
          </div>
        ) : (
          <>
            {opening.error && (
              <RequestFailure
                error={opening.error}
                title={t(
                  opening.uncertain
                    ? 'train.uncertainTitle'
                    : 'train.failedTitle',
                )}
                permission={OPENING_PERMISSION}
                consequence={t(
                  opening.uncertain
                    ? 'train.safeToRepeat'
                    : 'train.nothingOpened',
                )}
                onRetry={start}
              />
            )}
            {opening.isPending && (
              <Text as="p" role="status">
                {t('train.openingAll')}
              </Text>
            )}
            <TrainProposal
              count={services.length}
              targets={targets}
              targetsError={props.rowsError}
              onRetryTargets={props.onRetryRows}
              to={to}
              onTarget={target => onChange({ services, to: target })}
              preview={preview.data}
              error={preview.error}
              onRetry={() => {
                preview.refetch();
              }}
              onStop={onClose}
              nameOf={nameOf}
              isLeavingOut={stays.length > 0 && leftOut === staying}
              onLeaveOut={leaves => setLeftOut(leaves ? staying : undefined)}
              reasonRequired={required}
              reason={reason}
              onReason={setReason}
            />
          </>
        )}
      </DialogBody>
      <DialogFooter className={styles.footer}>
        {whyNot && (
          <p id={why} className={styles.why}>
            {whyNot}
          </p>
        )}
        <Button variant="secondary" onPress={onClose}>
          {t('promote.close')}
        </Button>
        {!id && (
          <Button
            variant="primary"
            isDisabled={!to || !preview.data || whyNot !== undefined}
            isPending={opening.isPending}
            aria-describedby={whyNot ? why : undefined}
            onPress={start}
          >
            {to
              ? t('train.confirm', { count, to })
              : t('train.title', { count })}
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
};

function withReason(text: string): { reason?: string } {
  const reason = text.trim();
  return reason ? { reason } : {};
}

/** Refs of the services that can go and of those that cannot, and why those that can need a reason. */
function split(preview: TrainPreview | undefined): {
  goes: string[];
  stays: string[];
  required: Reason[];
} {
  const members = preview?.members ?? [];
  const goes = members.filter(({ canOpen }) => canOpen);
  const reasons = goes.flatMap(member => member.preview?.reasonRequired ?? []);
  return {
    goes: goes.map(({ entityRef }) => entityRef),
    stays: members
      .filter(({ canOpen }) => !canOpen)
      .map(({ entityRef }) => entityRef),
    required: reasons.filter(
      (one, index) =>
        reasons.findIndex(other => isSameReason(one, other)) === index,
    ),
  };
}
