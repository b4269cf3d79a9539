import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Fleet } from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './FleetSummary.module.css';
import {
  countUrgent,
  countViews,
  FLEET_VIEWS,
  type FleetViewName,
} from './fleetViews';

/**
 * What needs attention, in a sentence, and the views that lead to it.
 *
 * @internal
 */
export const FleetSummary = (props: {
  /** Undefined while it is asked for: its place is kept. */
  fleet?: Fleet;
  view: FleetViewName;
  onView: (view: FleetViewName) => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const counts = props.fleet && countViews(props.fleet);
  return (
    <div className={styles.summary}>
      <Text as="p" variant="body-large" className={styles.sentence}>
        {props.fleet && counts && (
          <Sentence fleet={props.fleet} behind={counts.behind} />
        )}
      </Text>
      <div role="group" aria-label={t('fleet.show')} className={styles.views}>
        {FLEET_VIEWS.map(view => (
          <button
            key={view}
            type="button"
            className={styles.view}
            aria-pressed={view === props.view}
            onClick={() => props.onView(view)}
          >
            {t(`fleet.${view}`, {
              number: counts ? String(counts[view]) : '–',
            })}
          </button>
        ))}
      </div>
    </div>
  );
};

function Sentence({ fleet, behind }: { fleet: Fleet; behind: number }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const urgent = countUrgent(fleet);
  const waiting = fleet.items.filter(
    ({ promotion }) => promotion?.approval === 'awaited',
  ).length;
  return (
    <>
      <strong>
        {urgent > 0
          ? t('fleet.needNow', { count: urgent })
          : t('fleet.nobodyNow')}
      </strong>
      {behind > 0 && ` ${t('fleet.behindText', { count: behind })}`}
      {waiting > 0 && ` ${t('fleet.approvalText', { count: waiting })}`}
    </>
  );
}
