import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiArrowUpCircleLine,
  RiCheckLine,
  RiQuestionLine,
  RiRefreshLine,
} from '@remixicon/react';
import type { SyncStatus } from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { StatusLabel, type StatusTone } from './StatusLabel';

const LOOKS: Record<
  SyncStatus | 'Running',
  { tone: StatusTone; Icon: typeof RiQuestionLine }
> = {
  Synced: { tone: 'quiet', Icon: RiCheckLine },
  OutOfSync: { tone: 'warning', Icon: RiArrowUpCircleLine },
  Unknown: { tone: 'neutral', Icon: RiQuestionLine },
  Running: { tone: 'info', Icon: RiRefreshLine },
};

/**
 * Sync status as a word with its icon; a running sync is said instead.
 *
 * @internal
 */
export const SyncLabel = (props: {
  sync: SyncStatus;
  running?: boolean;
  stale?: boolean;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const shown = props.running ? 'Running' : props.sync;
  const { tone, Icon } = LOOKS[shown];
  return (
    <StatusLabel
      tone={props.stale ? 'neutral' : tone}
      icon={<Icon size={16} aria-hidden />}
      word={t(`sync.${shown}`)}
    />
  );
};
