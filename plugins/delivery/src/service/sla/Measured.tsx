import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import type { ReactNode } from 'react';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import styles from './sla.module.css';

/**
 * What is promised and, at its side, what was measured.
 *
 * @internal
 */
export const Measured = (props: {
  target: ReactNode;
  /** Undefined where nothing was measured. */
  value?: string;
  meets?: boolean;
  pending: boolean;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { target, value, meets, pending } = props;
  return (
    <div className={styles.pair}>
      <span>{target}</span>
      {pending && <Skeleton width={80} height={16} />}
      {value !== undefined && (
        <span
          className={styles.measured}
          data-missed={meets === false || undefined}
        >
          <strong>{value}</strong>{' '}
          {t(meets === false ? 'sla.measuredMissed' : 'sla.measured')}
        </span>
      )}
    </div>
  );
};
