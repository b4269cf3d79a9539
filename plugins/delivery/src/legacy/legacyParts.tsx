import { compatWrapper } from '@backstage/core-compat-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { PluginHeader } from '@backstage/ui';
import type { ComponentType, ReactNode } from 'react';
import { EntityPart } from '../service/EntityPart';
import { DeliveryQueryProvider } from '../shared/queries/DeliveryQueryProvider';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';

/** What is written for the new frontend system, in an app of the old one. */
const wrap = (part: ReactNode) =>
  compatWrapper(<DeliveryQueryProvider>{part}</DeliveryQueryProvider>);

const DeliveryHeader = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  return <PluginHeader title={t('page.title')} />;
};

/** The page Delivery. Apps of the new system give pages their header, those of the old one do not. */
export function legacyDeliveryPage(Page: ComponentType) {
  return () =>
    wrap(
      <>
        <DeliveryHeader />
        <Page />
      </>,
    );
}

/** A card or tab of an entity's page. */
export function legacyEntityPart(Part: ComponentType) {
  return () =>
    wrap(
      <EntityPart>
        <Part />
      </EntityPart>,
    );
}
