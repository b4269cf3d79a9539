import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import type { PromotionBack } from '@stonegarden/backstage-plugin-delivery-common';
import { useDialogAddress } from '../shared/address/useDialogAddress';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';

/**
 * That the chosen Release is older than what the environment has. Where it ran there before, the way back is a rollback, which
 * knows what else may have to go back.
 *
 * @internal
 */
export const BackNotice = (props: { to: string; back: PromotionBack }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const dialog = useDialogAddress();
  const { to } = props;
  const { deployment } = props.back;
  return (
    <Alert
      role="status"
      status="warning"
      icon
      title={t('promote.back', { to })}
      description={
        deployment
          ? t('promote.backRan', { to })
          : t('promote.backOlder', { to })
      }
      customActions={
        deployment && (
          <Button
            size="small"
            variant="secondary"
            onPress={() => dialog.open({ rollback: to, deployment })}
          >
            {t('rollback.button')}
          </Button>
        )
      }
    />
  );
};
