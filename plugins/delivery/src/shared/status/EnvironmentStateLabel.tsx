import {
  RiCheckboxBlankCircleLine,
  RiEyeOffLine,
  RiIndeterminateCircleLine,
} from '@remixicon/react';
import { environmentState, type EnvironmentFacts } from './environmentState';
import { HealthLabel } from './HealthLabel';
import { StatusLabel } from './StatusLabel';
import { useStateText } from './useStateText';

const ICONS = {
  noApplication: RiIndeterminateCircleLine,
  notVisible: RiEyeOffLine,
  neverDeployed: RiCheckboxBlankCircleLine,
} as const;

/**
 * How an environment is, as a word with its icon: its health, or why it has none.
 *
 * @internal
 */
export const EnvironmentStateLabel = (props: {
  environment: EnvironmentFacts & { stale?: boolean };
}) => {
  const { environment } = props;
  const stateText = useStateText();
  const state = environmentState(environment);
  if (state === 'health') {
    return (
      <HealthLabel health={environment.health} stale={environment.stale} />
    );
  }
  const Icon = ICONS[state];
  return (
    <StatusLabel
      tone="neutral"
      icon={<Icon size={16} aria-hidden />}
      word={stateText(environment)}
    />
  );
};
