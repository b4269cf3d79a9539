import {
  RiCheckboxCircleLine,
  RiErrorWarningLine,
  RiIndeterminateCircleLine,
  RiPauseCircleLine,
  RiProgress4Line,
  RiQuestionLine,
} from '@remixicon/react';
import type { HealthStatus } from '@stonegarden/backstage-plugin-delivery-common';
import type { StatusTone } from './StatusLabel';

/**
 * Icon and tone of each health.
 *
 * @internal
 */
export const healthLooks: Record<
  HealthStatus,
  { tone: StatusTone; Icon: typeof RiQuestionLine }
> = {
  Healthy: { tone: 'success', Icon: RiCheckboxCircleLine },
  Progressing: { tone: 'info', Icon: RiProgress4Line },
  Suspended: { tone: 'warning', Icon: RiPauseCircleLine },
  Missing: { tone: 'warning', Icon: RiIndeterminateCircleLine },
  Degraded: { tone: 'danger', Icon: RiErrorWarningLine },
  Unknown: { tone: 'neutral', Icon: RiQuestionLine },
};
