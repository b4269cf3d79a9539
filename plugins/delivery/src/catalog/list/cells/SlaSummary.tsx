import type { Entity } from '@backstage/catalog-model';
import { useRelativeTime } from '../../../shared/time/useRelativeTime';
import { serviceSpec } from './serviceSpec';
import styles from './cells.module.css';

/**
 * A service's SLA in as few characters as possible: `99.9 % · 100 ms`.
 *
 * @internal
 */
export const SlaSummary = ({ entity }: { entity: Entity }) => {
  const { duration, percent } = useRelativeTime();
  const { availability, latency } = serviceSpec(entity);
  const values = [
    ...(availability === undefined ? [] : [percent(availability)]),
    ...(latency === undefined ? [] : [duration(latency)]),
  ];
  return values.length === 0 ? null : (
    <>
      {values.map((value, index) => (
        <span key={value} className={styles.sla}>
          {index > 0 ? `· ${value}` : `${value} `}
        </span>
      ))}
    </>
  );
};
