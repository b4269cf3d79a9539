import {
  RouterLink,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Promotion } from '@stonegarden/backstage-plugin-delivery-common';
import { useMemo } from 'react';
import { deliveryRouteRef } from '../routes';
import { useEntityNames } from '../shared/useEntityNames';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './TrainDialog.module.css';
import { useTrain } from './useTrain';

/**
 * Which services a promotion was asked for together with, as far as the viewer may see them, and where all of them are followed.
 *
 * @internal
 */
export const TrainFact = (props: {
  train: string;
  promotion: Pick<Promotion, 'entityRef' | 'sharesPullRequest' | 'pullRequest'>;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { entityRef, sharesPullRequest, pullRequest } = props.promotion;
  const { data } = useTrain(props.train, { watched: false });
  const delivery = useRouteRef(deliveryRouteRef);
  const others = useMemo(
    () =>
      data?.members.filter(
        member => member.promotion && member.entityRef !== entityRef,
      ) ?? [],
    [data, entityRef],
  );
  const refs = useMemo(() => others.map(member => member.entityRef), [others]);
  const nameOf = useEntityNames(refs);
  const sharing = others.filter(
    ({ promotion }) =>
      sharesPullRequest &&
      pullRequest &&
      promotion?.pullRequest?.url === pullRequest.url,
  );
  return (
    <Text as="span" variant="body-small" color="secondary">
      {others.length > 0
        ? t('train.partOf', { services: refs.map(nameOf).join(', ') })
        : t('train.partOfAlone')}{' '}
      {sharing.length > 0 && (
        <>
          {t('train.sharesOne', {
            services: sharing.map(each => nameOf(each.entityRef)).join(', '),
          })}{' '}
        </>
      )}
      {delivery && (
        <RouterLink
          className={styles.link}
          href={`${delivery()}?${new URLSearchParams({ train: props.train })}`}
        >
          {t('train.partLink')}
        </RouterLink>
      )}
    </Text>
  );
};
