import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { useRelativeTime } from '../../shared/time/useRelativeTime';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { OneFilter } from './FilterSelect';
import { SlaName, usefulThresholds, valuesWithin } from './thresholds';
import { useServiceFacets } from './useServiceFacets';
import { useServiceFilter } from './useServiceFilter';

/** Services whose SLA is as good as asked, or better. */
export const SlaFilter = ({ name }: { name: SlaName }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { duration, percent } = useRelativeTime();
  const facets = useServiceFacets()?.[name];
  // The catalog compares texts: what is asked of it are all the values that are good enough.
  const valuesOf = useCallback(
    ([threshold]: string[]) =>
      facets && valuesWithin(name, facets, Number(threshold)),
    [facets, name],
  );
  const { isShown, chosen, choose } = useServiceFilter(name, valuesOf);
  const label = (threshold: number) =>
    name === 'availability'
      ? t('filters.atLeast', { value: percent(threshold) })
      : t('filters.atMost', { value: duration(threshold) });
  const useful = usefulThresholds(name, facets ?? []);
  const asked = chosen
    .map(Number)
    .filter(one => Number.isFinite(one))
    .filter(one => !useful.some(({ threshold }) => threshold === one))
    .map(threshold => ({ threshold, count: 0 }));
  return isShown && facets ? (
    <OneFilter
      label={t(`filters.${name}`)}
      options={[...useful, ...asked].map(({ threshold, count }) => ({
        id: String(threshold),
        label: label(threshold),
        count,
      }))}
      chosen={chosen}
      choose={choose}
    />
  ) : null;
};
