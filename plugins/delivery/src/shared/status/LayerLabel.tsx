import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';

/** A layer as people say it; one that the app does not know stands as the manifest says it. */
export const LayerLabel = ({ layer }: { layer?: string }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  switch (layer) {
    case 'services':
    case 'platform':
    case 'infra':
    case 'bootstrap':
      return <>{t(`layer.${layer}`)}</>;
    default:
      return <>{layer}</>;
  }
};
