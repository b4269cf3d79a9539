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
  promotion: Pick<Promotion, 'entityRef' | 'sharesPullRequest'>;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { entityRef, sharesPullRequest } = props.promotion;
  const { data } = useTrain(props.train, { watched: false });
  const delivery = useRouteRef(deliveryRouteRef);
  const others = useMemo(
    () =>
      data?.members
        .map(member => member.entityRef)
        .filter(ref => ref !== entityRef) ?? [],
    [data, entityRef],
  );
  const nameOf = useEntityNames(others);
  return (
    <Text as="span" variant="body-small" color="secondary">
      {others.length > 0
        ? t('train.partOf', { services: others.map(nameOf).join(', ') })
        : t('train.partOfAlone')}{' '}
      {sharesPullRequest && others.length > 0 && <>{t('train.sharesOne')} </>}
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
