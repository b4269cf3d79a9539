import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Promotion } from '@stonegarden/backstage-plugin-delivery-common';
import { personName } from '../shared/personName';
import { useRelativeTime } from '../shared/time/useRelativeTime';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { useGateTitle } from './useGateTitle';

/**
 * Who overrode which gates of a promotion, until when and why: those that have expired too.
 *
 * @internal
 */
export const OverrideFacts = (props: {
  promotion: Pick<Promotion, 'from' | 'overrides'>;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { exact } = useRelativeTime();
  const { from, overrides = [] } = props.promotion;
  const titleOf = useGateTitle(from);
  return (
    <>
      {overrides.map(({ by, at, gates, reason, until }) => (
        <Text
          key={`${by} ${at}`}
          as="p"
          variant="body-small"
          color="secondary"
          style={{ overflowWrap: 'anywhere' }}
        >
          {t('override.by', {
            by: personName(by),
            until: exact(until),
            gates: gates.map(id => titleOf({ id })).join(', '),
          })}{' '}
          {t('approval.because', { reason })}
        </Text>
      ))}
    </>
  );
};
