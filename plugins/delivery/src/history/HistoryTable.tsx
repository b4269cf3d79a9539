import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Deployment } from '@stonegarden/backstage-plugin-delivery-common';
import { memo } from 'react';
import { useNow } from '../shared/time/useNow';
import { useRelativeTime } from '../shared/time/useRelativeTime';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { DeploymentRow } from './DeploymentRow';
import styles from './HistoryTable.module.css';

/** Ages of minutes and more need no quicker clock. */
const CLOCK_MS = 30_000;

interface RowProps {
  /** Names a service by its entity ref; left out where the list is of one service. */
  nameOf?: (entityRef: string) => string;
  /** Address of this page with a deployment open. */
  hrefOf: (id: string) => string;
  /** Address of the dialog that rolls back to a deployment; undefined where the viewer may not, or it cannot. */
  rollbackHrefOf?: (deployment: Deployment) => string | undefined;
}

const PageOfRows = memo((props: RowProps & { items: Deployment[] }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { age, exact } = useRelativeTime();
  const now = useNow(CLOCK_MS);
  const { nameOf, hrefOf, rollbackHrefOf } = props;
  return (
    <div role="rowgroup" className={styles.page}>
      {props.items.map(deployment => (
        <DeploymentRow
          key={deployment.id}
          deployment={deployment}
          service={nameOf?.(deployment.entityRef)}
          ago={t('history.ago', {
            age: age(now - Date.parse(deployment.from)),
          })}
          exact={exact(deployment.from)}
          href={hrefOf(deployment.id)}
          rollbackHref={rollbackHrefOf?.(deployment)}
        />
      ))}
    </div>
  );
});

/**
 * Deployments as rows, a page of the list after the other. A page that is out of sight is not laid out, so that thousands
 * of rows scroll like ten.
 *
 * @internal
 */
export const HistoryTable = (
  props: RowProps & { pages: Array<{ items: Deployment[] }> },
) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { pages, ...rowProps } = props;
  return (
    <div
      role="table"
      className={styles.table}
      aria-label={t('history.tableLabel')}
      data-services={props.nameOf ? true : undefined}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" className={styles.row}>
          <Heading text={t('history.when')} />
          {props.nameOf && <Heading text={t('history.service')} />}
          <Heading text={t('history.environment')} />
          <Heading text={t('history.release')} />
          <Heading text={t('history.how')} />
          <Heading text={t('history.took')} />
          <Heading text={t('history.outcomeTitle')} />
          {!props.nameOf && <Heading text={t('history.action')} />}
        </div>
      </div>
      {pages.map((page, index) => (
        <PageOfRows key={index} items={page.items} {...rowProps} />
      ))}
    </div>
  );
};

function Heading({ text }: { text: string }) {
  return (
    <div role="columnheader" className={styles.heading}>
      {text}
    </div>
  );
}
