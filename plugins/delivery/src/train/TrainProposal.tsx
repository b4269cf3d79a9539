import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Checkbox, Select, Skeleton, Text } from '@backstage/ui';
import {
  deliveryEnvironmentReadPermission,
  deliveryPromotionCreatePermission,
  type Reason,
  type TrainPreview,
} from '@stonegarden/backstage-plugin-delivery-common';
import { DialogSection } from '../promotion/DialogSection';
import { ReasonField } from '../promotion/ReasonField';
import { RequestFailure } from '../shared/states/RequestFailure';
import { StillShowing } from '../shared/states/StillShowing';
import { StillWaiting } from '../shared/states/StillWaiting';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './TrainDialog.module.css';
import { TrainPreviewRow } from './TrainPreviewRow';

/**
 * Where several services are to be promoted to, what each of them would get, and which cannot go and why.
 *
 * @internal
 */
export const TrainProposal = (props: {
  count: number;
  /** Undefined while it is not known where these services can be promoted to. */
  targets: readonly string[] | undefined;
  /** Why that is not known. */
  targetsError: Error | null;
  onRetryTargets: () => void;
  to: string | undefined;
  onTarget: (to: string) => void;
  preview: TrainPreview | undefined;
  error: Error | null;
  onRetry: () => void;
  onStop: () => void;
  nameOf: (entityRef: string) => string;
  /** The others go without those that cannot: the person says so. */
  isLeavingOut: boolean;
  onLeaveOut: (leaves: boolean) => void;
  reasonRequired: Reason[];
  reason: string;
  onReason: (reason: string) => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { targets, to, preview, error, nameOf } = props;
  const goes = preview?.members.filter(({ canOpen }) => canOpen) ?? [];
  const stays = preview?.members.filter(({ canOpen }) => !canOpen) ?? [];
  return (
    <>
      {!targets && !to && props.targetsError && (
        <RequestFailure
          error={props.targetsError}
          permission={deliveryEnvironmentReadPermission.name}
          onRetry={props.onRetryTargets}
        />
      )}
      {!targets && !to && !props.targetsError && (
        <div aria-busy>
          <Skeleton height={56} width="100%" />
        </div>
      )}
      {targets?.length === 0 && !to && (
        <Alert role="status" status="info" icon title={t('train.noTarget')} />
      )}
      {(to || (targets && targets.length > 0)) && (
        <Select
          label={t('train.target')}
          placeholder={t('train.chooseTarget')}
          options={[...new Set([...(targets ?? []), ...(to ? [to] : [])])].map(
            id => ({
              id,
              label: id,
            }),
          )}
          value={to ?? null}
          onChange={key => key !== null && props.onTarget(String(key))}
        />
      )}
      {to && !preview && error && (
        <RequestFailure
          error={error}
          permission={deliveryEnvironmentReadPermission.name}
          onRetry={props.onRetry}
        />
      )}
      {preview && error && <StillShowing error={error} />}
      {to && !preview && !error && (
        <>
          <StillWaiting text={t('promote.hostSlow')} onStop={props.onStop} />
          <div className={styles.rows} aria-busy>
            {Array.from({ length: Math.min(props.count, 6) }, (_, index) => (
              <Skeleton key={index} height={56} width="100%" />
            ))}
          </div>
        </>
      )}
      {preview && goes.length > 0 && (
        <DialogSection title={t('train.goes', { count: goes.length })}>
          <ul className={styles.rows}>
            {goes.map(member => (
              <TrainPreviewRow
                key={member.entityRef}
                service={nameOf(member.entityRef)}
                member={member}
              />
            ))}
          </ul>
        </DialogSection>
      )}
      {preview && stays.length > 0 && (
        <DialogSection title={t('train.stays', { count: stays.length })}>
          <ul className={styles.rows}>
            {stays.map(member => (
              <TrainPreviewRow
                key={member.entityRef}
                service={nameOf(member.entityRef)}
                member={member}
              />
            ))}
          </ul>
          <div className={styles.actions}>
            {goes.length > 0 && (
              <Checkbox
                isSelected={props.isLeavingOut}
                onChange={props.onLeaveOut}
              >
                {t('train.leaveOut', { count: stays.length })}
              </Checkbox>
            )}
            <Button size="small" variant="secondary" onPress={props.onRetry}>
              {t('train.askAgain')}
            </Button>
          </div>
        </DialogSection>
      )}
      {props.reasonRequired.length > 0 && goes.length > 0 && (
        <ReasonField
          required={props.reasonRequired}
          value={props.reason}
          onChange={props.onReason}
        />
      )}
      {preview && goes.length > 0 && (
        <Text as="p" variant="body-small" color="secondary">
          {t(
            preview.pullRequests === 'one' ? 'train.modeOne' : 'train.modeEach',
          )}
        </Text>
      )}
    </>
  );
};

/** The permission that opening takes. */
export const OPENING_PERMISSION = deliveryPromotionCreatePermission.name;
