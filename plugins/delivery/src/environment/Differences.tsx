import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { EnvironmentStatus } from '@stonegarden/backstage-plugin-delivery-common';
import { useId, useState } from 'react';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { DifferenceList } from './DifferenceList';
import styles from './Differences.module.css';

/**
 * What differs from Git: how many resources, which ones on request, and whether only pruning is left. A row of a list.
 *
 * @internal
 */
export const Differences = (props: { environment: EnvironmentStatus }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const [open, setOpen] = useState(false);
  const list = useId();
  const { name, differences } = props.environment;
  if (!differences?.total) return null;
  const { total, pruneOnly, resources } = differences;
  return (
    <li>
      <span className={styles.sentence}>
        {t(pruneOnly ? 'differences.pruneOnly' : 'differences.count', {
          count: total,
        })}
      </span>{' '}
      {resources.length > 0 && (
        <Button
          size="small"
          variant="tertiary"
          className={styles.more}
          aria-expanded={open}
          aria-controls={open ? list : undefined}
          aria-label={t(
            open ? 'differences.hideLabel' : 'differences.showLabel',
            { name },
          )}
          onPress={() => setOpen(!open)}
        >
          {t(open ? 'differences.hide' : 'differences.show')}
        </Button>
      )}
      {open && (
        <div id={list}>
          <DifferenceList
            resources={resources}
            total={total}
            tellPruning={!pruneOnly}
          />
        </div>
      )}
    </li>
  );
};
