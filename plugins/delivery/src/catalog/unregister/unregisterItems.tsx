import type { FilterPredicate } from '@backstage/filter-predicates';
import {
  dialogApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { useEntity } from '@backstage/plugin-catalog-react';
import { EntityContextMenuItemBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { SOURCE_ANNOTATION } from '@stonegarden/service-manifest';
import { RiDeleteBinLine } from '@remixicon/react';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { DeleteInGitDialog } from './DeleteInGitDialog';

const SOURCE = `metadata.annotations.${SOURCE_ANNOTATION}` as const;

/** What `isFromSource` says, as a predicate that app-config can replace. */
const fromSource: FilterPredicate = { [SOURCE]: { $exists: true } };

/**
 * The catalog's own item, for what people registered.
 *
 * @internal
 */
export const unregister = catalogPlugin
  .getExtension('entity-context-menu-item:catalog/unregister-entity')
  .override({ params: { filter: { $not: fromSource } } });

/**
 * What stands in its place for what comes from Git, and would come back.
 *
 * @internal
 */
export const deleteInGit = EntityContextMenuItemBlueprint.make({
  name: 'delete-in-git',
  params: {
    icon: <RiDeleteBinLine size={16} />,
    filter: fromSource,
    useProps: () => {
      const { t } = useTranslationRef(deliveryTranslationRef);
      const { entity } = useEntity();
      const dialogs = useApi(dialogApiRef);
      return {
        title: t('unregister.menu'),
        onClick: () => {
          dialogs.open(({ dialog }) => (
            <DeleteInGitDialog entity={entity} onClose={() => dialog.close()} />
          ));
        },
      };
    },
  },
});
