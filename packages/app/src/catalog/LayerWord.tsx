import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { appTranslationRef } from '../translation/appTranslationRef';

/** A layer as people say it; one that the app does not know stands as the manifest says it. */
export const LayerWord = ({ layer }: { layer?: string }) => {
  const { t } = useTranslationRef(appTranslationRef);
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
