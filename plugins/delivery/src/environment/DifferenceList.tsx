import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { DifferentResource } from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './Differences.module.css';

/**
 * Resources by kind and name, with how many more there are.
 *
 * @internal
 */
export const DifferenceList = (props: {
  resources: DifferentResource[];
  /** How many there are in all, where not all are listed. */
  total: number;
  /** Says of each that only pruning removes it. */
  tellPruning?: boolean;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { resources, total } = props;
  return (
    <ul className={styles.list}>
      {resources.map(({ group, kind, namespace, name, requiresPruning }) => (
        <li key={[group, kind, namespace, name].join('/')}>
          {kind} <strong>{name}</strong>
          {namespace && ` ${t('differences.in', { namespace })}`}
          {props.tellPruning && requiresPruning && (
            <span className={styles.quiet}> {t('differences.toPrune')}</span>
          )}
        </li>
      ))}
      {total > resources.length && (
        <li>
          {t('differences.more', { number: String(total - resources.length) })}
        </li>
      )}
    </ul>
  );
};
