import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  type GateResult,
  type GateStatus,
  isQuietGate,
} from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './GateList.module.css';
import { GateRow } from './GateRow';

/** What somebody has to look at comes first. */
const ORDER: GateStatus[] = [
  'failed',
  'pending',
  'unknown',
  'overridden',
  'passed',
  'skipped',
];

/**
 * A row per gate; those that nothing asks for are folded away.
 *
 * @internal
 */
export const GateList = (props: { from: string; gates: GateResult[] }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { from, gates } = props;
  if (!gates.length) {
    return (
      <Text as="p" color="secondary">
        {t('promote.noGates')}
      </Text>
    );
  }
  const quiet = gates.filter(isQuietGate);
  const inOrder = gates
    .filter(gate => !isQuietGate(gate))
    .sort(
      (one, other) => ORDER.indexOf(one.status) - ORDER.indexOf(other.status),
    );
  return (
    <>
      {inOrder.length > 0 && (
        <ul className={styles.gates}>
          {inOrder.map(gate => (
            <GateRow key={gate.id} from={from} gate={gate} />
          ))}
        </ul>
      )}
      {quiet.length > 0 && (
        <details className={styles.quiet}>
          <summary>{t('promote.quietGates', { count: quiet.length })}</summary>
          <ul className={styles.gates}>
            {quiet.map(gate => (
              <GateRow key={gate.id} from={from} gate={gate} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
};
