import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { GateResult } from '@stonegarden/backstage-plugin-delivery-common';
import { useReasonText } from '../shared/reasons/useReasonText';
import { useRelativeTime } from '../shared/time/useRelativeTime';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { GateLabel } from './GateLabel';
import styles from './GateList.module.css';
import { IncidentLink } from './IncidentLink';
import { useGateTitle } from './useGateTitle';

/**
 * A gate's answer as a word, until when where that is known, what it guards, and why it answers so. A gate of another package, or
 * of a newer backend, is shown with the title that the backend gives it.
 *
 * @internal
 */
export const GateRow = (props: { from: string; gate: GateResult }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const reasonText = useReasonText();
  const { soon } = useRelativeTime();
  const { from, gate } = props;
  const titleOf = useGateTitle(from);
  const { changesAt } = gate.reason;
  return (
    <li className={styles.gate}>
      <div>
        <GateLabel status={gate.status} yieldsToReason={gate.yieldsToReason} />
        {(gate.status === 'pending' || gate.status === 'overridden') &&
          changesAt && (
            <Text as="p" variant="body-x-small" color="secondary">
              {t('gate.until', { time: soon(changesAt) })}
            </Text>
          )}
      </div>
      <div>
        <Text as="p" weight="bold">
          {titleOf(gate)}
        </Text>
        <Text as="p" variant="body-small" color="secondary">
          {gate.reason.code === 'DangersFound'
            ? t('cluster.dangersAbove')
            : reasonText(gate.reason)}
        </Text>
        <IncidentLink reason={gate.reason} />
      </div>
    </li>
  );
};
