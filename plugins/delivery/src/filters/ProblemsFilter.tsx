import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { ManyFilter } from './FilterSelect';
import { useServiceFacets } from './useServiceFacets';
import { useServiceFilter } from './useServiceFilter';

/** Services whose manifests have errors or warnings. */
export const ProblemsFilter = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { isShown, chosen, choose } = useServiceFilter('problems');
  const facets = useServiceFacets()?.problems ?? [];
  const options = (['error', 'warning'] as const).flatMap(severity => {
    const count = facets.find(({ value }) => value === severity)?.count;
    return count
      ? [{ id: severity, label: t(`filters.${severity}`), count }]
      : [];
  });
  return isShown ? (
    <ManyFilter
      label={t('filters.problems')}
      options={options}
      chosen={chosen}
      choose={choose}
    />
  ) : null;
};
