import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Skeleton, Text } from '@backstage/ui';
import { deliveryPromotionCreatePermission } from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { NewTabLink } from '../shared/states/NewTabLink';
import { RequestFailure } from '../shared/states/RequestFailure';
import { StillWaiting } from '../shared/states/StillWaiting';
import { useFailureText } from '../shared/states/useFailureText';
import { FileDiff } from './FileDiff';
import { GateList } from './GateList';
import { ImageChanges } from './ImageChanges';
import styles from './PromoteDialog.module.css';
import type { usePromotionPreview } from './usePromotionPreview';

/**
 * The dialog's first two parts: what would change, and what the gates say.
 *
 * @internal
 */
export const PreviewSections = (props: {
  from: string;
  to: string;
  asked: ReturnType<typeof usePromotionPreview>;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { asked, to } = props;
  const { data: preview, error } = asked;
  const words = useFailureText();

  if (!preview && asked.stopped) {
    return (
      <Alert
        role="status"
        status="info"
        icon
        title={t('promote.previewStopped')}
        description={t('state.readNothingChanged')}
        customActions={
          <Button size="small" variant="secondary" onPress={asked.retry}>
            {t('state.retry')}
          </Button>
        }
      />
    );
  }
  if (!preview && error) {
    return (
      <RequestFailure
        error={error}
        permission={deliveryPromotionCreatePermission.name}
        onRetry={asked.retry}
      />
    );
  }
  const existing = preview?.existing?.pullRequest;
  return (
    <>
      {!preview && (
        <StillWaiting
          text={t(asked.offline ? 'state.offline' : 'promote.hostSlow')}
          onStop={asked.stop}
        />
      )}
      {preview && error && (
        <Text as="p" role="status" variant="body-small" color="secondary">
          {t('state.stillShowing', { message: words(error) })}
        </Text>
      )}
      {preview?.existing && (
        <Alert
          role="status"
          status="info"
          icon
          title={t('promote.existing')}
          description={t('promote.existingText')}
          customActions={
            existing && (
              <NewTabLink
                href={existing.url}
                label={t('promote.goToPullRequestLabel', {
                  number: String(existing.number),
                  title: existing.title,
                })}
              >
                {t('promote.goToPullRequest', {
                  number: String(existing.number),
                })}
              </NewTabLink>
            )
          }
        />
      )}
      <section className={styles.section} aria-busy={!preview}>
        <Text as="h3" variant="body-large" weight="bold">
          {t('promote.change')}
        </Text>
        {preview ? (
          <>
            <ImageChanges to={to} changes={preview.changes} />
            {preview.files.length > 0 && (
              <Text as="p" variant="body-small" color="secondary">
                {t('promote.files', { count: preview.files.length })}
              </Text>
            )}
            {preview.files.map(file => (
              <FileDiff key={file.path} file={file} />
            ))}
          </>
        ) : (
          <Skeleton height={180} width="100%" />
        )}
      </section>
      <section className={styles.section} aria-busy={!preview}>
        <Text as="h3" variant="body-large" weight="bold">
          {t('promote.gates')}
        </Text>
        {preview ? (
          <GateList from={props.from} gates={preview.gates} />
        ) : (
          <Skeleton height={64} width="100%" />
        )}
      </section>
    </>
  );
};
