import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Text } from '@backstage/ui';
import { RequestFailure } from '../shared/states/RequestFailure';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import type { Opening } from './useOpening';

/**
 * Why a pull request was not opened, or what is known where its answer was lost or nobody waited for it.
 *
 * @internal
 */
export const OpeningFailure = (props: {
  opening: Opening;
  /** The permission to open it. */
  permission: string;
  onRetry: () => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { error, stopped, uncertain } = props.opening;
  if (!error) return null;
  return (
    <>
      {stopped ? (
        <Alert
          role="status"
          status="info"
          icon
          title={t('promote.stopped')}
          description={t('promote.stoppedText')}
          customActions={
            <Button size="small" variant="secondary" onPress={props.onRetry}>
              {t('state.retry')}
            </Button>
          }
        />
      ) : (
        <RequestFailure
          error={error}
          title={t(
            uncertain ? 'transition.openUncertain' : 'transition.openFailed',
          )}
          permission={props.permission}
          consequence={t(
            uncertain ? 'promote.safeToRepeat' : 'promote.nothingOpened',
          )}
          onRetry={props.onRetry}
        />
      )}
      {uncertain && (
        <Text as="p" role="status" variant="body-small" color="secondary">
          {t('promote.searching')}
        </Text>
      )}
    </>
  );
};
