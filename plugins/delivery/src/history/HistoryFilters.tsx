import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, SearchField, Select, ToggleButton } from '@backstage/ui';
import type { ReactNode } from 'react';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { useDebounced } from '../shared/useDebounced';
import { CAUSES, type HistoryFilter, OUTCOMES, PERIODS } from './historyFilter';
import styles from './HistoryFilters.module.css';
import { OneOfMany, type NamedOption } from '../shared/OneOfMany';
import { useSpanText } from './useSpanText';

const ANY_TIME = 'any';
/** A span that does not end now. */
const SPAN = 'span';

/**
 * Narrows a list of deployments.
 *
 * @internal
 */
export const HistoryFilters = (props: {
  filter: HistoryFilter;
  onChange: (changes: Partial<HistoryFilter>) => void;
  /** Names of environments to choose from. */
  environments: string[];
  /** To choose from where the list is not of one service. */
  services?: NamedOption[];
  teams?: NamedOption[];
  /** Shown at the end. */
  children?: ReactNode;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { filter, onChange, services, teams } = props;
  const [text, setText] = useDebounced(filter.text, typed =>
    onChange({ text: typed }),
  );
  const environments = [
    ...new Set([...props.environments, ...filter.environments]),
  ];
  return (
    <div
      className={styles.filters}
      role="search"
      aria-label={t('history.filters')}
    >
      <div className={styles.text}>
        <SearchField
          aria-label={t('history.text')}
          placeholder={t('history.textPlaceholder')}
          value={text}
          onChange={setText}
        />
      </div>
      {teams && (
        <OneOfMany
          label={t('history.team')}
          any={t('history.anyTeam')}
          options={teams}
          value={filter.team}
          onChange={team => onChange({ team })}
        />
      )}
      {services && (
        <OneOfMany
          label={t('history.service')}
          any={t('history.anyService')}
          options={services}
          value={filter.service}
          onChange={service => onChange({ service })}
        />
      )}
      <Select
        className={styles.select}
        aria-label={t('history.environment')}
        placeholder={t('history.anyEnvironment')}
        selectionMode="multiple"
        options={environments.map(name => ({ id: name, label: name }))}
        value={filter.environments}
        onChange={keys => onChange({ environments: keys.map(String) })}
      />
      <Select
        className={styles.select}
        aria-label={t('history.how')}
        placeholder={t('history.anyCause')}
        selectionMode="multiple"
        options={CAUSES.map(cause => ({
          id: cause,
          label: t(`history.cause.${cause}`),
        }))}
        value={filter.causes}
        onChange={keys =>
          onChange({ causes: CAUSES.filter(cause => keys.includes(cause)) })
        }
      />
      <Select
        className={styles.select}
        aria-label={t('history.outcomeTitle')}
        placeholder={t('history.anyOutcome')}
        selectionMode="multiple"
        options={OUTCOMES.map(outcome => ({
          id: outcome,
          label: t(`history.outcome.${outcome}`),
        }))}
        value={filter.outcomes}
        onChange={keys =>
          onChange({ outcomes: OUTCOMES.filter(one => keys.includes(one)) })
        }
      />
      <Period filter={filter} onChange={onChange} />
      <ToggleButton
        size="small"
        isSelected={filter.rolledBack}
        onChange={rolledBack => onChange({ rolledBack })}
      >
        {t('history.rolledBack')}
      </ToggleButton>
      {props.children}
    </div>
  );
};

/**
 * Says that a list shows only what a metric was computed from, and offers to end that.
 *
 * @internal
 */
export const FigureNotice = (props: {
  filter: HistoryFilter;
  onChange: (changes: Partial<HistoryFilter>) => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const spanText = useSpanText();
  const { figure, since, until } = props.filter;
  if (!figure) return null;
  return (
    <p className={styles.notice}>
      {t(`history.countedIn.${figure}`)}
      {(since || until) && ` (${spanText(since, until)})`}{' '}
      <Button
        size="small"
        variant="tertiary"
        onPress={() =>
          props.onChange({
            figure: undefined,
            since: undefined,
            until: undefined,
          })
        }
      >
        {t('history.countedInEnd')}
      </Button>
    </p>
  );
};

function Period(props: {
  filter: HistoryFilter;
  onChange: (changes: Partial<HistoryFilter>) => void;
}) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const spanText = useSpanText();
  const { period, since, until } = props.filter;
  const hasSpan = Boolean(since || until);
  return (
    <Select
      className={styles.select}
      aria-label={t('history.period')}
      options={[
        { id: ANY_TIME, label: t('history.anyTime') },
        ...PERIODS.map(days => ({
          id: days as string,
          label: t('history.days', { count: Number(days) }),
        })),
        ...(hasSpan ? [{ id: SPAN, label: spanText(since, until) }] : []),
      ]}
      value={period ?? (hasSpan ? SPAN : ANY_TIME)}
      onChange={key => {
        if (key === SPAN) return;
        props.onChange({
          period: PERIODS.find(days => days === key),
          since: undefined,
          until: undefined,
        });
      }}
    />
  );
}
