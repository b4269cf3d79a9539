import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { ButtonLink, Link } from '@backstage/ui';
import { RiErrorWarningLine, RiArrowUpCircleLine } from '@remixicon/react';
import { releaseName } from '../environment/release';
import { usePromotionStatusText } from '../promotion/usePromotionStatusText';
import { ENVIRONMENTS_PATH } from '../routes';
import { environmentHref } from '../shared/address/environmentHref';
import { useReasonText } from '../shared/reasons/useReasonText';
import { EnvironmentStateLabel } from '../shared/status/EnvironmentStateLabel';
import { StatusLabel } from '../shared/status/StatusLabel';
import { TimeAgo } from '../shared/time/TimeAgo';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './home.module.css';
import type { HomeItem, PromotionItem } from './homeItems';

type Names = (entityRef: string) => string;

/**
 * One thing that waits or goes on, and the way to it.
 *
 * @internal
 */
export const HomeItemRow = (props: { item: HomeItem; nameOf: Names }) =>
  'promotion' in props.item ? (
    <PromotionRow item={props.item} nameOf={props.nameOf} />
  ) : (
    <EnvironmentRow item={props.item} nameOf={props.nameOf} />
  );

function PromotionRow({
  item,
  nameOf,
}: {
  item: PromotionItem;
  nameOf: Names;
}) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const entityLink = useEntityRefLink();
  const statusText = usePromotionStatusText();
  const { kind, promotion } = item;
  const { entityRef, to, pullRequest, rollback, createdAt } = promotion;
  const search = new URLSearchParams({
    [rollback ? 'rollback' : 'promote']: to,
    promotion: promotion.id,
  });
  const service = nameOf(entityRef);
  const what = t(rollback ? 'home.rollback' : 'home.promotion', {
    service,
    release: releaseName(promotion.release) ?? t('history.unknownRelease'),
    environment: to,
  });
  const action = t(
    kind === 'promotion' ? 'home.action.follow' : 'home.action.review',
  );
  return (
    <>
      <div className={styles.text}>
        <p>
          <strong>{what}</strong>{' '}
          {kind === 'promotion'
            ? statusText(promotion)
            : t(`home.needs.${kind}`)}
        </p>
        <p className={styles.detail}>
          <TimeAgo
            time={createdAt}
            format={age =>
              t('home.askedBy', { who: nameOf(promotion.requestedBy), age })
            }
          />
          {pullRequest && (
            <>
              {' · '}
              <Link href={pullRequest.url} target="_blank" rel="noreferrer">
                #{pullRequest.number}
              </Link>
            </>
          )}
        </p>
      </div>
      <ButtonLink
        size="small"
        variant={kind === 'approve' ? 'primary' : 'secondary'}
        href={`${entityLink(entityRef)}${ENVIRONMENTS_PATH}?${search}`}
        aria-label={`${action}: ${what}`}
      >
        {action}
      </ButtonLink>
    </>
  );
}

function EnvironmentRow({
  item,
  nameOf,
}: {
  item: Exclude<HomeItem, PromotionItem>;
  nameOf: Names;
}) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const entityLink = useEntityRefLink();
  const reasonText = useReasonText();
  const { entityRef, environment, kind } = item;
  const what = t('home.serviceIn', {
    service: nameOf(entityRef),
    environment: environment.name,
  });
  const action = t(
    kind === 'environment' ? 'home.action.follow' : 'home.action.show',
  );
  const need =
    kind === 'syncFailing' || kind === 'awaitsSync' ? kind : undefined;
  const SyncIcon =
    need === 'syncFailing' ? RiErrorWarningLine : RiArrowUpCircleLine;
  const reason = need ? environment.syncReason : environment.healthReason;
  const href = environmentHref(
    entityLink(entityRef),
    environment.name,
    // What a sync would change stands beside the way to start it.
    need === 'awaitsSync' ? 'diff' : undefined,
  );
  return (
    <>
      <div className={styles.text}>
        <p className={styles.state}>
          <strong>{what}</strong>
          {need ? (
            <StatusLabel
              tone={need === 'syncFailing' ? 'danger' : 'warning'}
              icon={<SyncIcon size={16} aria-hidden />}
              word={t(`home.needs.${need}`)}
            />
          ) : (
            <EnvironmentStateLabel environment={environment} />
          )}
        </p>
        {reason && <p className={styles.detail}>{reasonText(reason)}</p>}
      </div>
      <ButtonLink
        size="small"
        variant="secondary"
        href={href}
        aria-label={`${action}: ${what}`}
      >
        {action}
      </ButtonLink>
    </>
  );
}
