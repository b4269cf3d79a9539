import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import type { ClusterChanges } from '@stonegarden/backstage-plugin-delivery-common';
import { useReasonText } from '../shared/reasons/useReasonText';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './ClusterChanges.module.css';
import { DialogSection } from './DialogSection';
import { ObjectChangeRow } from './ObjectChangeRow';

/**
 * What changes in the cluster: how much, in a sentence; what is dangerous, loud; then object by object, each with its diff on
 * request. Nothing where nothing is written.
 *
 * @internal
 */
export const ClusterChangesSection = (props: {
  changes: ClusterChanges | undefined;
  /** The preview is not there yet. */
  isWaiting: boolean;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { changes, isWaiting } = props;
  if (!changes && !isWaiting) {
    return null;
  }
  return (
    <DialogSection
      title={t('cluster.title')}
      waiting={isWaiting ? 48 : undefined}
    >
      {changes?.status === 'known' && <KnownChanges changes={changes} />}
      {changes && changes.status !== 'known' && (
        <Text as="p" color="secondary">
          {t('cluster.unknown')}
        </Text>
      )}
    </DialogSection>
  );
};

function KnownChanges({
  changes,
}: {
  changes: Extract<ClusterChanges, { status: 'known' }>;
}) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const reasonText = useReasonText();
  const { dangers, objects, totals } = changes;
  const { created, updated, removed } = totals;
  const total = created + updated + removed;
  if (total === 0) {
    return (
      <Text as="p" color="secondary">
        {t('cluster.nothing')}
      </Text>
    );
  }
  const sentence = [
    updated > 0 && t('cluster.updated', { count: updated }),
    created > 0 && t('cluster.created', { count: created }),
    removed > 0
      ? t('cluster.removed', { count: removed })
      : t('cluster.nothingRemoved'),
  ]
    .filter(Boolean)
    .join(', ');
  return (
    <>
      <Text as="p">{sentence}.</Text>
      {dangers.length > 0 ? (
        <Alert
          role="status"
          status="warning"
          icon
          title={t('cluster.dangers', { count: dangers.length })}
          description={
            <ul className={styles.dangers}>
              {dangers.map(danger => (
                <li key={danger.message}>{reasonText(danger)}</li>
              ))}
            </ul>
          }
        />
      ) : (
        <Text as="p" variant="body-small" color="secondary">
          {t('cluster.safe')}
        </Text>
      )}
      <ul className={styles.objects}>
        {objects.map(object => (
          <ObjectChangeRow
            key={[
              object.group,
              object.kind,
              object.namespace,
              object.name,
            ].join('/')}
            object={object}
          />
        ))}
      </ul>
      {total > objects.length && (
        <Text as="p" variant="body-small" color="secondary">
          {t('cluster.moreObjects', { count: total - objects.length })}
        </Text>
      )}
    </>
  );
}
