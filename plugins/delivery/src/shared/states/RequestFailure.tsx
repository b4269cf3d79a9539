import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { DeliveryRequestError } from '../api/DeliveryRequestError';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import styles from './states.module.css';
import { useFailureText } from './useFailureText';

/**
 * A failed request as a person needs it: what happened, whether anything was changed, what to do, what to quote.
 * A missing permission is named.
 *
 * @internal
 */
export const RequestFailure = (props: {
  error: Error;
  /** What was tried; "could not be loaded" without it. */
  title?: string;
  /** The permission that a refusal is about. */
  permission: string;
  /** Whether anything was changed, in a sentence; "Nothing was changed." without it. */
  consequence?: string;
  /** Left out where another try would bring the same. */
  onRetry?: () => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const words = useFailureText();
  const { error } = props;
  const answer = error instanceof DeliveryRequestError ? error : undefined;
  const kind = answer?.kind ?? 'failed';

  if (kind === 'forbidden') {
    const permission = answer?.permission ?? props.permission;
    return (
      <Alert
        role="alert"
        status="info"
        icon
        title={props.title ?? t('state.forbiddenTitle')}
        description={`${t('state.forbiddenText', { permission })}${
          props.consequence ? ` ${props.consequence}` : ''
        }`}
      />
    );
  }
  if (kind === 'not-found' && !props.title) {
    return (
      <Alert
        role="alert"
        status="info"
        icon
        title={t('state.notFoundTitle')}
        description={t('state.notFoundText')}
      />
    );
  }
  const reference = answer?.requestId;
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={props.title ?? t('state.errorTitle')}
      description={
        <span className={styles.failure}>
          <span>
            {words(error)} {props.consequence ?? t('state.readNothingChanged')}
          </span>
          {reference && kind !== 'refused' && (
            <span>
              {t('state.whatToDo')}{' '}
              <code className={styles.reference}>
                {t('state.reference', { id: reference })}
              </code>
            </span>
          )}
        </span>
      }
      customActions={
        props.onRetry && (
          <Button size="small" variant="secondary" onPress={props.onRetry}>
            {t('state.retry')}
          </Button>
        )
      }
    />
  );
};
