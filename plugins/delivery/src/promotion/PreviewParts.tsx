import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import type { Promotion } from '@stonegarden/backstage-plugin-delivery-common';
import type { ReactNode } from 'react';
import { NewTabLink } from '../shared/states/NewTabLink';
import { RequestFailure } from '../shared/states/RequestFailure';
import { StillShowing } from '../shared/states/StillShowing';
import { StillWaiting } from '../shared/states/StillWaiting';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import type { AskedPreview } from './usePreview';

/**
 * The parts of a preview, or why there are none: it is waited for, failed, or nobody waits for it any more. Says where the same
 * is open already.
 *
 * @internal
 */
export const PreviewParts = <T extends { existing?: Promotion }>(props: {
  asked: AskedPreview<T>;
  /** The permission that a refusal is about. */
  permission: string;
  existing: { title: string; text: string };
  /** The parts; skeletons while there is no preview. */
  children: (preview: T | undefined) => ReactNode;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { asked } = props;
  const { data: preview, error } = asked;

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
        permission={props.permission}
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
      {preview && error && <StillShowing error={error} />}
      {preview?.existing && (
        <Alert
          role="status"
          status="info"
          icon
          title={props.existing.title}
          description={props.existing.text}
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
      {props.children(preview)}
    </>
  );
};
