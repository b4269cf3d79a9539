import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import styles from './filters.module.css';

/** One thing to choose, and how many services have it. */
export interface FilterOption {
  id: string;
  label: string;
  count: number;
}

/** With more to choose from than this, typing is quicker than reading. */
const SEARCH_FROM = 10;

const ANY = 'any';

interface FilterProps {
  label: string;
  options: FilterOption[];
  chosen: string[];
  choose(chosen: string[]): void;
}

function useOptions(options: FilterOption[], chosen: string[]) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const gone = chosen
    .filter(id => !options.some(option => option.id === id))
    .map(id => ({ id, label: id, count: 0 }));
  return {
    any: t('filters.any'),
    options: [...options, ...gone].map(({ id, label, count }) => ({
      id,
      label: t('filters.option', { label, services: String(count) }),
    })),
    search:
      options.length > SEARCH_FROM
        ? { placeholder: t('filters.search') }
        : undefined,
  };
}

/** Lets people choose several of some values; nothing when there is nothing to choose. */
export const ManyFilter = (props: FilterProps) => {
  const { any, options, search } = useOptions(props.options, props.chosen);
  return options.length === 0 ? null : (
    <Select
      className={styles.filter}
      label={props.label}
      placeholder={any}
      selectionMode="multiple"
      options={options}
      search={search}
      value={props.chosen}
      onChange={keys => props.choose(keys.map(String))}
    />
  );
};

/** Lets people choose one of some values, or none. */
export const OneFilter = (props: FilterProps) => {
  const { any, options } = useOptions(props.options, props.chosen);
  return options.length === 0 ? null : (
    <Select
      className={styles.filter}
      label={props.label}
      options={[{ id: ANY, label: any }, ...options]}
      value={props.chosen[0] ?? ANY}
      onChange={key =>
        props.choose(key === null || key === ANY ? [] : [String(key)])
      }
    />
  );
};
