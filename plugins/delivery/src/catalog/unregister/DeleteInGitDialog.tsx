import type { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
} from '@backstage/ui';
import { MANIFEST_PATH_ANNOTATION } from '@stonegarden/service-manifest';
import { manifestUrl } from '../../service/cards/manifestUrl';
import { NewTabLink } from '../../shared/states/NewTabLink';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';

/**
 * Says where an entity that comes from Git is deleted, with a link to the file.
 *
 * @internal
 */
export const DeleteInGitDialog = (props: {
  entity: Entity;
  onClose: () => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { name, annotations } = props.entity.metadata;
  const url = manifestUrl(props.entity);
  const path = annotations?.[MANIFEST_PATH_ANNOTATION] ?? url;
  return (
    <Dialog
      isOpen
      isDismissable
      onOpenChange={isOpen => {
        if (!isOpen) props.onClose();
      }}
    >
      <DialogHeader>{t('unregister.title', { name })}</DialogHeader>
      <DialogBody>
        <Text as="p">{t('unregister.text')}</Text>
        {path && (
          <p>
            {url ? (
              <NewTabLink href={url} label={t('about.newTab', { path })}>
                {path}
              </NewTabLink>
            ) : (
              path
            )}
          </p>
        )}
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={props.onClose}>
          {t('unregister.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
};
