import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { ButtonLink, Link } from '@backstage/ui';
import { releaseName } from '../environment/release';
import { usePromotionStatusText } from '../promotion/usePromotionStatusText';
import { ENVIRONMENTS_PATH } from '../routes';
import { useReasonText } from '../shared/reasons/useReasonText';
import { EnvironmentStateLabel } from '../shared/status/EnvironmentStateLabel';
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
    kind === 'unhealthy' ? 'home.action.show' : 'home.action.follow',
  );
  return (
    <>
      <div className={styles.text}>
        <p className={styles.state}>
          <strong>{what}</strong>
          <EnvironmentStateLabel environment={environment} />
        </p>
        {environment.healthReason && (
          <p className={styles.detail}>
            {reasonText(environment.healthReason)}
          </p>
        )}
      </div>
      <ButtonLink
        size="small"
        variant="secondary"
        href={`${entityLink(
          entityRef,
        )}${ENVIRONMENTS_PATH}?${new URLSearchParams({
          environment: environment.name,
        })}`}
        aria-label={`${action}: ${what}`}
      >
        {action}
      </ButtonLink>
    </>
  );
}
