import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  type GateResult,
  type GateStatus,
  isBuiltInGateId,
} from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { useReasonText } from '../shared/reasons/useReasonText';
import { GateLabel } from './GateLabel';
import { IncidentLink } from './IncidentLink';
import styles from './GateList.module.css';

/** What somebody has to look at comes first. */
const ORDER: GateStatus[] = [
  'failed',
  'pending',
  'unknown',
  'passed',
  'skipped',
];

/**
 * A row per gate: its answer as a word, what it guards, and why it answers so. A gate of another package, or of a newer
 * backend, is shown with the title that the backend gives it.
 *
 * @internal
 */
export const GateList = (props: { from: string; gates: GateResult[] }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const reasonText = useReasonText();
  const { from, gates } = props;
  if (!gates.length) {
    return (
      <Text as="p" color="secondary">
        {t('promote.noGates')}
      </Text>
    );
  }
  const inOrder = [...gates].sort(
    (one, other) => ORDER.indexOf(one.status) - ORDER.indexOf(other.status),
  );
  return (
    <ul className={styles.gates}>
      {inOrder.map(gate => (
        <li key={gate.id} className={styles.gate}>
          <GateLabel
            status={gate.status}
            yieldsToReason={gate.yieldsToReason}
          />
          <div>
            <Text as="p" weight="bold">
              {isBuiltInGateId(gate.id)
                ? t(`gateTitle.${gate.id}`, { from })
                : gate.title}
            </Text>
            <Text as="p" variant="body-small" color="secondary">
              {gate.reason.code === 'DangersFound'
                ? t('cluster.dangersAbove')
                : reasonText(gate.reason)}
            </Text>
            <IncidentLink reason={gate.reason} />
          </div>
        </li>
      ))}
    </ul>
  );
};
