import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { LAYERS } from '@stonegarden/service-manifest';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { ManyFilter } from './FilterSelect';
import { useServiceFacets } from './useServiceFacets';
import { useServiceFilter } from './useServiceFilter';

/** Services of some layers, in the order of the layers. */
export const LayerFilter = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { isShown, chosen, choose } = useServiceFilter('layers');
  const facets = useServiceFacets()?.layers ?? [];
  const options = LAYERS.flatMap(layer => {
    const count = facets.find(({ value }) => value === layer)?.count;
    return count ? [{ id: layer, label: t(`layer.${layer}`), count }] : [];
  });
  return isShown ? (
    <ManyFilter
      label={t('filters.layers')}
      options={options}
      chosen={chosen}
      choose={choose}
    />
  ) : null;
};
