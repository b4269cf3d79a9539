import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Skeleton, VisuallyHidden } from '@backstage/ui';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';

const ROWS = 6;

/**
 * Stands where a page will stand while its code is fetched: a heading, what narrows it, and a list.
 *
 * @internal
 */
export const PageSkeleton = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  return (
    <div aria-busy="true">
      <VisuallyHidden>{t('page.loading')}</VisuallyHidden>
      <Flex direction="column" gap="4" aria-hidden>
        <Skeleton height={28} width={220} />
        <Skeleton height={40} width="100%" />
        {Array.from({ length: ROWS }, (_, row) => (
          <Skeleton key={row} height={48} width="100%" />
        ))}
      </Flex>
    </div>
  );
};
