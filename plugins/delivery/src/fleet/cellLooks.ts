import {
  RiAlertLine,
  RiCheckboxBlankCircleLine,
  RiEyeOffLine,
  RiHistoryLine,
  RiIndeterminateCircleLine,
} from '@remixicon/react';
import { healthLooks } from '../shared/status/healthLooks';
import type { StatusTone } from '../shared/status/StatusLabel';
import type { CellState } from './cellState';

/**
 * Icon and tone of each state of a cell.
 *
 * @internal
 */
export const cellLooks: Record<
  CellState,
  { tone: StatusTone; Icon: typeof RiAlertLine }
> = {
  degraded: healthLooks.Degraded,
  syncFailing: { tone: 'danger', Icon: RiAlertLine },
  missing: healthLooks.Missing,
  suspended: healthLooks.Suspended,
  progressing: healthLooks.Progressing,
  healthy: healthLooks.Healthy,
  unknown: healthLooks.Unknown,
  stale: { tone: 'neutral', Icon: RiHistoryLine },
  unlisted: { tone: 'neutral', Icon: RiHistoryLine },
  notVisible: { tone: 'neutral', Icon: RiEyeOffLine },
  hidden: { tone: 'neutral', Icon: RiEyeOffLine },
  noApplication: { tone: 'neutral', Icon: RiIndeterminateCircleLine },
  neverDeployed: { tone: 'neutral', Icon: RiCheckboxBlankCircleLine },
};
