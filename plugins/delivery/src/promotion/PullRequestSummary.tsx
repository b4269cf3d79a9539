import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Promotion } from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { useRelativeTime } from '../shared/time/useRelativeTime';
import { CheckLabel } from './CheckLabel';
import { useChecksText } from './useChecksText';
import { waitsUntil } from './waitsUntil';

/**
 * What of an open pull request needs somebody, in a few words, and what its checks say.
 *
 * @internal
 */
export const PullRequestSummary = (props: { promotion: Promotion }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const checksText = useChecksText();
  const { soon } = useRelativeTime();
  const { pullRequest, status } = props.promotion;
  if (!pullRequest || status !== 'open') return null;
  const { headMoved, retargeted, mergeable, checks, gates } = pullRequest;
  const until =
    gates?.state === 'pending' && gates.reason
      ? waitsUntil(gates.reason)
      : undefined;
  const loud = [
    headMoved && t('transition.headMoved'),
    retargeted && t('transition.retargeted', retargeted),
    mergeable === false && t('transition.conflicts'),
    (gates?.state === 'failed' || gates?.state === 'unknown') &&
      gates.reason &&
      t('transition.gatesHold'),
    gates?.state === 'pending' &&
      gates.reason &&
      (until
        ? t('transition.waitsUntil', { time: soon(until) })
        : t('transition.gatesWait')),
  ].filter(Boolean);
  return (
    <>
      {loud.map(words => (
        <Text key={String(words)} as="p" variant="body-small" weight="bold">
          {words}
        </Text>
      ))}
      {/* A person merges where gates are overridden. */}
      {gates?.direct && gates.state !== 'overridden' && (
        <Text as="p" variant="body-small">
          {t('transition.mergesItself')}
        </Text>
      )}
      {checks && <CheckLabel state={checks.state} word={checksText(checks)} />}
    </>
  );
};
