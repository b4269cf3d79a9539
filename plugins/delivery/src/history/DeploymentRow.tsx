import { RouterLink, useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import {
  formatImage,
  type Deployment,
} from '@stonegarden/backstage-plugin-delivery-common';
import { memo, type ReactNode } from 'react';
import { personName } from '../shared/personName';
import { useDurationText } from '../shared/time/useDurationText';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { CommitLink } from './CommitLink';
import { DeploymentOutcomeLabel } from './DeploymentOutcomeLabel';
import styles from './HistoryTable.module.css';
import { releaseChange } from './releaseChange';
import { stageSpans } from './stageSpans';
import { useCauseText } from './useCauseText';

/**
 * One deployment as a row. The whole row opens it; what else it offers stands above that.
 *
 * @internal
 */
export const DeploymentRow = memo(
  (props: {
    deployment: Deployment;
    /** Name of the service, where the list has several. */
    service?: string;
    /** `2 h ago`. */
    ago: string;
    /** The time itself. */
    exact: string;
    href: string;
    /** Address of the dialog that rolls back to it, where the viewer may; only in the list of one service. */
    rollbackHref?: string;
  }) => {
    const { t } = useTranslationRef(deliveryTranslationRef);
    const causeText = useCauseText();
    const { deployment, service } = props;
    const { environment } = deployment;
    return (
      <div role="row" className={styles.row}>
        <Cell name="when">
          <time dateTime={deployment.from} title={props.exact}>
            {props.ago}
          </time>
        </Cell>
        {service !== undefined && <Cell name="service">{service}</Cell>}
        <Cell name="environment">{environment}</Cell>
        <Cell name="release">
          <RouterLink href={props.href} className={styles.open}>
            <Change deployment={deployment} />
            <VisuallyHidden>
              , {service !== undefined && `${service}, `}
              {environment}, {props.ago}
            </VisuallyHidden>
          </RouterLink>
        </Cell>
        <Cell name="cause">
          <span className={styles.cause}>{causeText(deployment)}</span>{' '}
          <span className={styles.above}>
            <CommitLink deployment={deployment} />
          </span>
        </Cell>
        <Cell name="took">
          <Took deployment={deployment} />
        </Cell>
        <Cell name="outcome">
          <DeploymentOutcomeLabel deployment={deployment} />
          {deployment.rolledBack && (
            <span className={styles.rolledBack}>
              {deployment.rolledBack.by === undefined
                ? t('history.rolledBack')
                : t('history.rolledBackBy', {
                    by: personName(deployment.rolledBack.by),
                  })}
            </span>
          )}
        </Cell>
        {service === undefined && (
          <Cell name="action">
            {props.rollbackHref && (
              <RouterLink
                href={props.rollbackHref}
                className={styles.rollback}
                aria-label={t('history.rollBackToLabel', {
                  release: releaseChange(deployment).to ?? '',
                  environment,
                })}
              >
                {t('history.rollBackTo')}
              </RouterLink>
            )}
          </Cell>
        )}
      </div>
    );
  },
);

function Cell(props: { name: string; children: ReactNode }) {
  return (
    <div role="cell" className={styles.cell} data-cell={props.name}>
      {props.children}
    </div>
  );
}

function Change({ deployment }: { deployment: Deployment }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { image, from, to, more } = releaseChange(deployment);
  if (to === undefined) {
    return <span className={styles.unknown}>{t('stop.releaseUnknown')}</span>;
  }
  return (
    <span title={deployment.release?.images.map(formatImage).join('\n')}>
      {image && `${image} `}
      {from !== undefined && `${from} → `}
      <strong>{to}</strong>
      {more > 0 && ` ${t('stop.moreImages', { count: more })}`}
    </span>
  );
}

function Took({ deployment }: { deployment: Deployment }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const duration = useDurationText();
  const spans = stageSpans(deployment);
  if (spans.length === 0) {
    return <span className={styles.unknown}>{t('history.notKnown')}</span>;
  }
  return (
    <ul className={styles.spans}>
      {spans.map(({ stage, ms }) => (
        <li key={stage}>
          {t(`history.stage.${stage}`)}{' '}
          <span className={styles.duration}>{duration(ms)}</span>
        </li>
      ))}
    </ul>
  );
}
