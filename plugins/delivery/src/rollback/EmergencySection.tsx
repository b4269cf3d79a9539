import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import {
  deliveryRollbackBypassPermission,
  isBuiltInGateId,
  type EnvironmentStatus,
  type GateResult,
  type RollbackPreview,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useId, useState } from 'react';
import { releaseName } from '../environment/release';
import { ReasonField } from '../promotion/ReasonField';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';
import { useStartOnce } from '../shared/queries/useStartOnce';
import { useReasonText } from '../shared/reasons/useReasonText';
import { RequestFailure } from '../shared/states/RequestFailure';
import { StillWaiting } from '../shared/states/StillWaiting';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './Emergency.module.css';
import type { useEmergencyRollback } from './useEmergencyRollback';

/**
 * The way past Git, for those who may: folded away at first, then in red with everything that it bypasses, a reason, and a button
 * of its own. Where Argo CD would refuse, that is said before anything is asked for.
 *
 * @internal
 */
export const EmergencySection = (props: {
  environment: EnvironmentStatus;
  preview: RollbackPreview & {
    emergency: NonNullable<RollbackPreview['emergency']>;
  };
  rolling: ReturnType<typeof useEmergencyRollback>;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const reasonText = useReasonText();
  const { environment, preview, rolling } = props;
  const { name } = environment;
  const [isOpen, setOpen] = useState(rolling.isPending || rolling.isError);
  const heading = useId();
  const start = useStartOnce(rolling);
  const { emergency } = preview;
  const release =
    releaseName(preview.deployment.release) ?? t('stop.releaseUnknown');
  return (
    <section
      className={styles.section}
      data-open={isOpen || undefined}
      aria-labelledby={heading}
    >
      <Text as="h3" id={heading} variant="body-large" weight="bold">
        {t('emergency.title')}
      </Text>
      {'problem' in emergency && (
        <>
          <Text as="p" variant="body-medium">
            {t('emergency.wouldBeRefused')}
          </Text>
          <Text as="p" variant="body-medium">
            {reasonText(emergency.problem)}
          </Text>
        </>
      )}
      {'method' in emergency && !isOpen && (
        <>
          <Text as="p" variant="body-medium" color="secondary">
            {t('emergency.offer', { environment: name })}
          </Text>
          <Button
            size="small"
            variant="secondary"
            destructive
            aria-expanded={false}
            onPress={() => setOpen(true)}
          >
            {t('emergency.show')}
          </Button>
        </>
      )}
      {'method' in emergency && isOpen && (
        <>
          <Text as="p" variant="body-medium">
            {t(`emergency.method.${emergency.method}`, {
              environment: name,
              release,
            })}
          </Text>
          <Text as="p" variant="body-medium" weight="bold">
            {t('emergency.bypasses')}
          </Text>
          <Bypassed environment={name} gates={preview.gates} />
          <Text as="p" variant="body-medium">
            {t('emergency.follows', { environment: name })}
          </Text>
          <div className={styles.field}>
            <ReasonField
              required={[]}
              label={t('emergency.reason')}
              value={rolling.reason}
              onChange={rolling.setReason}
            />
          </div>
          {rolling.isPending && (
            <StillWaiting
              text={t('emergency.argocdSlow')}
              onStop={rolling.stopWaiting}
            />
          )}
          {rolling.stopped && (
            <Text as="p" role="status" variant="body-medium">
              {t('emergency.stopped')}
            </Text>
          )}
          {rolling.error && !rolling.stopped && (
            <RequestFailure
              error={rolling.error}
              title={t('emergency.failed')}
              permission={deliveryRollbackBypassPermission.name}
              consequence={
                rolling.error instanceof DeliveryRequestError &&
                rolling.error.nothingChanged
                  ? t('state.readNothingChanged')
                  : t('emergency.maybe')
              }
              onRetry={start}
            />
          )}
          <Button
            variant="primary"
            destructive
            isDisabled={!rolling.reason.trim()}
            isPending={rolling.isPending}
            onPress={start}
          >
            {t('emergency.confirm', { environment: name })}
          </Button>
        </>
      )}
    </section>
  );
};

/** Everything that the way past Git does not ask. */
function Bypassed(props: { environment: string; gates: GateResult[] }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { environment, gates } = props;
  const others = gates.filter(({ id }) => id !== 'approval');
  return (
    <ul className={styles.bypasses}>
      <li>{t('emergency.bypassesGit', { environment })}</li>
      <li>{t('emergency.bypassesReview')}</li>
      <li>{t('emergency.bypassesApproval')}</li>
      <li>
        {others.length
          ? t('emergency.bypassesGates', {
              gates: others
                .map(gate =>
                  isBuiltInGateId(gate.id)
                    ? t(`gateTitle.${gate.id}`, { from: environment })
                    : gate.title,
                )
                .join(', '),
            })
          : t('emergency.bypassesAllGates')}
      </li>
    </ul>
  );
}
