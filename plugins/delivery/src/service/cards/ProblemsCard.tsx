import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import { readServiceEntity } from '@stonegarden/backstage-plugin-delivery-common';
import { entityProblems } from '../../problems/entityProblems';
import { problemsRouteRef } from '../../routes';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { ProblemItem } from '../../problems/ProblemItem';
import { DeliveryCard } from './DeliveryCard';
import styles from './cards.module.css';

/**
 * What is wrong with a service's manifest, or with a repository where no service can tell: how bad, where, and what
 * would be right.
 *
 * @internal
 */
export const ProblemsCard = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { entity } = useEntity();
  const all = useRouteRef(problemsRouteRef);
  const problems = entityProblems(entity);
  const isService = readServiceEntity(entity) !== undefined;
  const olderIsShown =
    isService &&
    Array.isArray(entity.spec?.environments) &&
    problems.some(({ severity }) => severity === 'error');
  const count = { count: problems.length };

  return (
    <DeliveryCard
      title={t('problems.title')}
      aside={all && <Link href={all()}>{t('problems.all')}</Link>}
    >
      <Text as="p" color="secondary">
        {isService
          ? t('problems.summary', count)
          : t('problems.summaryRepository', count)}
        .{olderIsShown && ` ${t('problems.lastGood')}`}
      </Text>
      <ul className={styles.list}>
        {problems.map((problem, index) => (
          <li key={index} className={styles.problem}>
            <ProblemItem entity={entity} problem={problem} />
          </li>
        ))}
      </ul>
    </DeliveryCard>
  );
};
