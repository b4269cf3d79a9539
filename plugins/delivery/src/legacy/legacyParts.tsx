import { compatWrapper } from '@backstage/core-compat-api';
import { PluginHeader } from '@backstage/ui';
import type { ComponentType, ReactNode } from 'react';
import { EntityPart } from '../service/EntityPart';
import { DeliveryQueryProvider } from '../shared/queries/DeliveryQueryProvider';

/** What is written for the new frontend system, in an app of the old one. */
const wrap = (part: ReactNode) =>
  compatWrapper(<DeliveryQueryProvider>{part}</DeliveryQueryProvider>);

/** A page. Apps of the new system give pages their header, those of the old one do not. */
export function legacyPage(Page: ComponentType, title: string) {
  return () =>
    wrap(
      <>
        <PluginHeader title={title} />
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
