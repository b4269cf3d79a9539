import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { problemsRouteRef } from '../../routes';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { ManyFilter } from './FilterSelect';
import { useServiceFacets } from './useServiceFacets';
import { useServiceFilter } from './useServiceFilter';

/** Services whose manifests have errors or warnings, and the way to the page that says which. */
export const ProblemsFilter = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { isShown, chosen, choose } = useServiceFilter('problems');
  const all = useRouteRef(problemsRouteRef);
  const facets = useServiceFacets()?.problems ?? [];
  const options = (['error', 'warning'] as const).flatMap(severity => {
    const count = facets.find(({ value }) => value === severity)?.count;
    return count
      ? [{ id: severity, label: t(`filters.${severity}`), count }]
      : [];
  });
  return isShown ? (
    <>
      <ManyFilter
        label={t('filters.problems')}
        options={options}
        chosen={chosen}
        choose={choose}
      />
      {all && options.length > 0 && (
        <Link href={all()} variant="body-small">
          {t('problems.all')}
        </Link>
      )}
    </>
  ) : null;
};
