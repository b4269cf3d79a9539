import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import { RiAlertLine, RiErrorWarningLine } from '@remixicon/react';
import type { ServiceEntity } from '@stonegarden/backstage-plugin-delivery-common';
import { manifestUrl } from '../../lib/manifestUrl';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { NewTabLink } from '../states/NewTabLink';
import { StatusWord } from '../status/StatusWord';
import { DeliveryCard } from './DeliveryCard';
import styles from './cards.module.css';

/**
 * What is wrong with the manifest: how bad, where, and what would be right.
 *
 * @internal
 */
export const ProblemsCard = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { entity } = useEntity<ServiceEntity>();
  const problems = entity.spec.problems ?? [];
  const errors = problems.filter(({ severity }) => severity === 'error');
  const source = manifestUrl(entity);

  return (
    <DeliveryCard title={t('problems.title')}>
      <Text as="p" color="secondary">
        {t('problems.summary', { count: problems.length })}.
        {errors.length > 0 && ` ${t('problems.lastGood')}`}
      </Text>
      <ul className={styles.list}>
        {problems.map(problem => {
          const place = `${problem.file}:${problem.line}:${problem.column}`;
          const isError = problem.severity === 'error';
          return (
            <li
              key={`${place} ${problem.code} ${problem.field ?? ''}`}
              className={styles.problem}
            >
              <StatusWord
                tone={isError ? 'danger' : 'warning'}
                icon={
                  isError ? (
                    <RiErrorWarningLine size={16} aria-hidden />
                  ) : (
                    <RiAlertLine size={16} aria-hidden />
                  )
                }
                word={t(`problems.${problem.severity}`)}
              />
              <Text as="p">{problem.message}</Text>
              <span className={styles.place}>
                {source ? (
                  <NewTabLink
                    href={source}
                    label={t('owner.newTab', { text: place })}
                  >
                    {place}
                  </NewTabLink>
                ) : (
                  place
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </DeliveryCard>
  );
};
