import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { ManyFilter } from './FilterSelect';
import { useServiceFacets } from './useServiceFacets';
import { useServiceFilter } from './useServiceFilter';

/** Services with some values that are names: of categories, environments or clusters. */
export const ValueFilter = (props: {
  name: 'categories' | 'environments' | 'clusters';
}) => {
  const { name } = props;
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { isShown, chosen, choose } = useServiceFilter(name);
  const facets = useServiceFacets()?.[name] ?? [];
  // With everything on one cluster there is nothing to choose.
  const isUseful =
    name !== 'clusters' || facets.length > 1 || chosen.length > 0;
  const options = [...facets]
    .sort((a, b) => a.value.localeCompare(b.value))
    .map(({ value, count }) => ({ id: value, label: value, count }));
  return isShown && isUseful ? (
    <ManyFilter
      label={t(`filters.${name}`)}
      options={options}
      chosen={chosen}
      choose={choose}
    />
  ) : null;
};
