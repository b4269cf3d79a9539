import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type FleetCell,
  type FleetLag,
  isDrifted,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useCallback } from 'react';
import { useRelativeTime } from '../shared/time/useRelativeTime';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { type CellState, cellState } from './cellState';

/**
 * What stands in a cell of the fleet.
 *
 * @internal
 */
export interface CellText {
  /** The running Release; undefined where none is known. */
  release?: string;
  state: string;
  /** How far it is behind the environment before it, where it is. */
  lag?: string;
}

const OF_HEALTH = {
  degraded: 'Degraded',
  missing: 'Missing',
  suspended: 'Suspended',
  progressing: 'Progressing',
  unknown: 'Unknown',
  healthy: 'Healthy',
} as const;

/** What somebody wants to know the age of. */
const WITH_AGE: readonly CellState[] = [
  'degraded',
  'missing',
  'suspended',
  'progressing',
];

/**
 * A state of cells in a word or two, in the viewer's language.
 *
 * @internal
 */
export function useCellStateText(): (state: CellState) => string {
  const { t } = useTranslationRef(deliveryTranslationRef);
  return useCallback(
    state => {
      switch (state) {
        case 'syncFailing':
          return t('fleet.syncFails');
        case 'stale':
          return t('fleet.stale');
        case 'unlisted':
        case 'notVisible':
        case 'noApplication':
        case 'neverDeployed':
        case 'hidden':
          return t(`presence.${state}`);
        default:
          return t(`health.${OF_HEALTH[state]}`);
      }
    },
    [t],
  );
}

/**
 * Says what stands in a cell, in the viewer's language.
 *
 * @internal
 */
export function useCellText(): (cell: FleetCell, now: number) => CellText {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { age, percent } = useRelativeTime();
  const stateText = useCellStateText();

  const stateOf = (cell: FleetCell, now: number): string => {
    const state = cellState(cell);
    if (state === 'stale') {
      return t('fleet.lastSeen', { state: t(`health.${cell.health}`) });
    }
    if (state === 'progressing' && cell.canaryWeight !== undefined) {
      return t('fleet.canary', { weight: percent(cell.canaryWeight) });
    }
    const word = stateText(state);
    return cell.since && WITH_AGE.includes(state)
      ? `${word}, ${age(now - Date.parse(cell.since))}`
      : word;
  };

  const lagOf = ({ releases, since }: FleetLag, now: number): string => {
    const time = since && age(now - Date.parse(since));
    if (releases !== undefined) {
      return time
        ? t('fleet.behindBoth', { count: releases, age: time })
        : t('fleet.behindReleases', { count: releases });
    }
    return time ? t('fleet.behindSince', { age: time }) : t('fleet.behindOnly');
  };

  return (cell, now) => {
    const state = stateOf(cell, now);
    const release = cell.mixed ? t('page.twoVersions') : cell.release;
    return {
      ...(release ? { release } : {}),
      state: isDrifted(cell)
        ? `${state}, ${t(
            cell.syncBlocked ? 'fleet.driftBlocked' : 'fleet.drift',
          )}`
        : state,
      ...(cell.lag ? { lag: lagOf(cell.lag, now) } : {}),
    };
  };
}
