import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { EmptyState } from '../shared/states/EmptyState';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { type FleetFilter, NO_NARROWING } from './fleetFilter';

interface NoneShownProps {
  filter: FleetFilter;
  onChange: (changes: Partial<FleetFilter>) => void;
}

/**
 * Stands where the filter leaves no service: which words match none, where nothing else narrows the list, and the way back.
 *
 * @internal
 */
export const NoneShown = ({ filter, onChange }: NoneShownProps) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  return isTextAlone(filter) ? (
    <EmptyState
      title={t('page.noMatchTitle', { filter: filter.text })}
      text={t('page.noMatchText')}
      action={
        <Button variant="secondary" onPress={() => onChange({ text: '' })}>
          {t('page.clearFilter')}
        </Button>
      }
    />
  ) : (
    <EmptyState
      title={t('fleet.noneShown')}
      text={t('fleet.noneShownText')}
      action={
        <Button variant="secondary" onPress={() => onChange(NO_NARROWING)}>
          {t('fleet.showAll')}
        </Button>
      }
    />
  );
};

/**
 * Stands where only the viewer's services are asked for, and the portal did not say which those are.
 *
 * @internal
 */
export const MineUnknown = ({ onChange }: Pick<NoneShownProps, 'onChange'>) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  return (
    <EmptyState
      title={t('fleet.mineUnknown')}
      text={t('fleet.mineUnknownText')}
      action={
        <Button variant="secondary" onPress={() => onChange(NO_NARROWING)}>
          {t('fleet.showAll')}
        </Button>
      }
    />
  );
};

function isTextAlone(filter: FleetFilter): boolean {
  const { text, ...others } = NO_NARROWING;
  return (
    filter.text !== text &&
    Object.entries(others).every(
      ([name, none]) => filter[name as keyof FleetFilter] === none,
    )
  );
}
