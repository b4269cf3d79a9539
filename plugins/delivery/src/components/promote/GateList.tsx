import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { GateResult } from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { withLocalTimes } from '../../lib/withLocalTimes';
import { useTimeWords } from '../status/useTimeWords';
import { GateWord } from '../status/GateWord';
import styles from './GateList.module.css';

/**
 * A row per gate: its answer as a word, what it guards, and why it answers so.
 *
 * @internal
 */
export const GateList = (props: { gates: GateResult[] }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { exact } = useTimeWords();
  if (!props.gates.length) {
    return (
      <Text as="p" color="secondary">
        {t('promote.noGates')}
      </Text>
    );
  }
  return (
    <ul className={styles.gates}>
      {props.gates.map(gate => (
        <li key={gate.id} className={styles.gate}>
          <GateWord status={gate.status} />
          <div>
            <Text as="p" weight="bold">
              {gate.title}
            </Text>
            <Text as="p" variant="body-small" color="secondary">
              {withLocalTimes(gate.reason.message, exact)}
            </Text>
          </div>
        </li>
      ))}
    </ul>
  );
};
