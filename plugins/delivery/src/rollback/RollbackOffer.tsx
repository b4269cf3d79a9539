import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { Deployment } from '@stonegarden/backstage-plugin-delivery-common';
import { releaseName } from '../environment/release';
import { useDialogAddress } from '../shared/address/useDialogAddress';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';

/**
 * The button that leads to the dialog "Roll back". Who may not is told so there, and whom to ask.
 *
 * @internal
 */
export const RollbackOffer = (props: {
  environment: string;
  target: Deployment;
  /** Where a person has to act. */
  loud?: boolean;
  onPress?: () => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const dialog = useDialogAddress();
  const { environment, target } = props;
  const release = releaseName(target.release);
  return (
    <Button
      size="small"
      variant={props.loud ? 'primary' : 'secondary'}
      aria-label={
        release
          ? t('rollback.buttonLabel', { environment, release })
          : t('rollback.buttonLabelPlain', { environment })
      }
      onPress={() => {
        props.onPress?.();
        dialog.open({ rollback: environment, deployment: target.id });
      }}
    >
      {t('rollback.button')}
    </Button>
  );
};
