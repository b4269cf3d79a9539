import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './OneOfMany.module.css';

/**
 * Something that can be chosen.
 *
 * @internal
 */
export interface NamedOption {
  id: string;
  label: string;
}

/** With more to choose from than this, typing is quicker than reading. */
const SEARCH_FROM = 10;

const ANY = '*';

/**
 * Lets people choose one of many, or none. A value that is not among them, such as a service that is gone, stays chosen.
 *
 * @internal
 */
export const OneOfMany = (props: {
  label: string;
  /** Says that none is chosen. */
  any: string;
  options: NamedOption[];
  value?: string;
  onChange: (value?: string) => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { value, options } = props;
  const isGone =
    value !== undefined && !options.some(option => option.id === value);
  return (
    <Select
      className={styles.select}
      aria-label={props.label}
      options={[
        { id: ANY, label: props.any },
        ...options,
        ...(isGone ? [{ id: value, label: value }] : []),
      ]}
      search={
        options.length > SEARCH_FROM
          ? { placeholder: t('filters.search') }
          : undefined
      }
      value={value ?? ANY}
      onChange={key =>
        props.onChange(key === null || key === ANY ? undefined : String(key))
      }
    />
  );
};
