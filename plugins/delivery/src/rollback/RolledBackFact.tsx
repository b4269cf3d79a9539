import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Deployment } from '@stonegarden/backstage-plugin-delivery-common';
import { releaseName } from '../environment/release';
import { personName } from '../shared/personName';
import { TimeAgo } from '../shared/time/TimeAgo';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';

/**
 * That what runs came by a rollback: from which release, when, and by whom. Nothing where it came another way, or where it is not
 * known from what it was rolled back.
 *
 * @internal
 */
export const RolledBackFact = ({ deployment }: { deployment: Deployment }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { cause, replaces, from, by } = deployment;
  const release = releaseName(replaces);
  const isRollback =
    cause === 'rollback' ||
    cause === 'emergency-rollback' ||
    cause === 'outside-git';
  if (!isRollback || !release) return null;
  return (
    <Text as="p" variant="body-small" color="secondary">
      <TimeAgo
        time={from}
        format={age =>
          by
            ? t('rollback.doneBy', { release, age, by: personName(by) })
            : t('rollback.done', { release, age })
        }
      />
    </Text>
  );
};
