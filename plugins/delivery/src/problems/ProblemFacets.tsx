import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text, ToggleButton } from '@backstage/ui';
import { useId, useState } from 'react';
import {
  countProblems,
  type ProblemEntry,
  type ProblemFacet,
  type ProblemFilter,
} from './problemList';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './ProblemFacets.module.css';

const AT_FIRST = 8;

/**
 * How many problems there are by severity, team and kind; pressing a count shows only those.
 *
 * @internal
 */
export const ProblemFacets = (props: {
  entries: ProblemEntry[];
  filter: ProblemFilter;
  onChange: (facet: ProblemFacet, values: string[]) => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  return (
    <div className={styles.facets}>
      <Facet
        {...props}
        facet="severity"
        nameOf={value =>
          t(value === 'error' ? 'problems.error' : 'problems.warning')
        }
      />
      <Facet
        {...props}
        facet="team"
        nameOf={value => value || t('owner.nobody')}
      />
      <Facet {...props} facet="code" nameOf={value => value} />
    </div>
  );
};

function Facet(props: {
  entries: ProblemEntry[];
  filter: ProblemFilter;
  facet: ProblemFacet;
  nameOf: (value: string) => string;
  onChange: (facet: ProblemFacet, values: string[]) => void;
}) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const [all, setAll] = useState(false);
  const label = useId();
  const { facet, filter, nameOf } = props;
  const counts = countProblems(props.entries, facet, filter);
  const chosen = new Set(filter[facet]);
  const shown = all
    ? counts
    : counts.filter(
        ({ value }, index) => index < AT_FIRST || chosen.has(value),
      );
  return (
    <div role="group" aria-labelledby={label} className={styles.facet}>
      <Text id={label} variant="body-small" color="secondary">
        {t(`problemsPage.${facet}`)}
      </Text>
      <span className={styles.chips}>
        {shown.map(({ value, count }) => (
          <ToggleButton
            key={value}
            size="small"
            isSelected={chosen.has(value)}
            onChange={selected =>
              props.onChange(
                facet,
                selected
                  ? [...chosen, value]
                  : filter[facet].filter(other => other !== value),
              )
            }
          >
            {t('problemsPage.chip', {
              name: nameOf(value),
              number: String(count),
            })}
          </ToggleButton>
        ))}
        {counts.length > AT_FIRST && (
          <Button
            size="small"
            variant="tertiary"
            aria-expanded={all}
            onPress={() => setAll(!all)}
          >
            {all
              ? t('problemsPage.fewerChips')
              : t('problemsPage.moreChips', { number: String(counts.length) })}
          </Button>
        )}
      </span>
    </div>
  );
}
