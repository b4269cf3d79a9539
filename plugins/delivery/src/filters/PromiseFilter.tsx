import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { useTimeWords } from '../components/status/useTimeWords';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { OneFilter } from './FilterSelect';
import { PromiseName, usefulThresholds, valuesWithin } from './thresholds';
import { useServiceFacets } from './useServiceFacets';
import { useServiceFilter } from './useServiceFilter';

/** Services that promise as much as asked, or more. */
export const PromiseFilter = ({ name }: { name: PromiseName }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { duration, percent } = useTimeWords();
  const facets = useServiceFacets()?.[name];
  // The catalog compares texts: what is asked of it are all the values that are good enough.
  const valuesOf = useCallback(
    ([threshold]: string[]) =>
      facets && valuesWithin(name, facets, Number(threshold)),
    [facets, name],
  );
  const { isShown, chosen, choose } = useServiceFilter(name, valuesOf);
  const words = (threshold: number) =>
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
        label: words(threshold),
        count,
      }))}
      chosen={chosen}
      choose={choose}
    />
  ) : null;
};
