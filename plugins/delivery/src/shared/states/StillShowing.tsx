import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { useFailureText } from './useFailureText';

/**
 * That what is shown could not be refreshed, and why.
 *
 * @internal
 */
export const StillShowing = ({ error }: { error: Error }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const words = useFailureText();
  return (
    <Text as="p" role="status" variant="body-small" color="secondary">
      {t('state.stillShowing', { message: words(error) })}
    </Text>
  );
};
