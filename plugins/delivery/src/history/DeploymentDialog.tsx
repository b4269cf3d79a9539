import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import {
  Button,
  ButtonLink,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Skeleton,
} from '@backstage/ui';
import {
  deliveryEnvironmentReadPermission,
  type Deployment,
} from '@stonegarden/backstage-plugin-delivery-common';
import { successorsOf } from '@stonegarden/service-manifest';
import { useServiceDelivery } from '../environment/useServiceDelivery';
import { RequestFailure } from '../shared/states/RequestFailure';
import { ENVIRONMENTS_PATH } from '../routes';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './DeploymentDialog.module.css';
import { DeploymentFacts } from './DeploymentFacts';
import { DeploymentFiles } from './DeploymentFiles';
import { ImagesOfDeployment } from './ImagesOfDeployment';
import { releaseChange } from './releaseChange';
import { useDeployment } from './useDeploymentDetails';
import { useRollbackHref } from './useRollbackHref';

/**
 * One deployment: what it changed, how it came about and what became of it. It is part of the address.
 *
 * @internal
 */
export const DeploymentDialog = (props: {
  id: string;
  /** As a list has it already. */
  known?: Deployment;
  nameOf: (entityRef: string) => string;
  onClose: () => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { data, error, refetch } = useDeployment(props.id, props.known);
  const title = data
    ? t('history.dialogTitle', {
        service: props.nameOf(data.entityRef),
        release: releaseChange(data).to ?? t('history.unknownRelease'),
        environment: data.environment,
      })
    : t('history.dialogLoading');
  return (
    <Dialog
      isOpen
      width="min(760px, calc(100vw - 32px))"
      onOpenChange={open => {
        if (!open) props.onClose();
      }}
    >
      <DialogHeader>{title}</DialogHeader>
      {/* Can be scrolled by keyboard also where nothing in it takes the focus. */}
      <DialogBody className={styles.body} tabIndex={0}>
        {error && (
          <RequestFailure
            error={error}
            title={
              'kind' in error && error.kind === 'not-found'
                ? t('history.notFoundTitle')
                : undefined
            }
            consequence={
              'kind' in error && error.kind === 'not-found'
                ? t('history.notFoundText')
                : undefined
            }
            permission={deliveryEnvironmentReadPermission.name}
            onRetry={() => {
              refetch();
            }}
          />
        )}
        {!data && !error && (
          <div aria-busy className={styles.section}>
            <Skeleton height={180} width="100%" />
            <Skeleton height={120} width="100%" />
          </div>
        )}
        {data && (
          <>
            <ImagesOfDeployment deployment={data} />
            <DeploymentFacts deployment={data} />
            <DeploymentFiles id={data.id} />
          </>
        )}
      </DialogBody>
      <DialogFooter className={styles.footer}>
        <Button variant="secondary" onPress={props.onClose}>
          {t('promote.close')}
        </Button>
        {data && <PromoteLinks deployment={data} />}
        {data && <RollbackLink deployment={data} />}
      </DialogFooter>
    </Dialog>
  );
};

function RollbackLink({ deployment }: { deployment: Deployment }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { data } = useServiceDelivery(deployment.entityRef);
  const href = useRollbackHref(data?.permissions.rollback)(deployment);
  return href ? (
    <ButtonLink variant="primary" href={href}>
      {t('history.rollBackTo')}
    </ButtonLink>
  ) : null;
}

/** Leads to the dialogs that promote its Release to the environments after it. */
function PromoteLinks({ deployment }: { deployment: Deployment }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const entityLink = useEntityRefLink();
  const { data } = useServiceDelivery(deployment.entityRef);
  const { id, entityRef, environment, release } = deployment;
  const targets = successorsOf(data?.environments ?? [], environment).filter(
    name => release && data?.permissions.promote.includes(name),
  );
  return (
    <>
      {targets.map(to => {
        const search = new URLSearchParams({
          promote: to,
          source: environment,
          deployment: id,
        });
        return (
          <ButtonLink
            key={to}
            variant="secondary"
            href={`${entityLink(entityRef)}${ENVIRONMENTS_PATH}?${search}`}
          >
            {t('history.promoteTo', { to })}
          </ButtonLink>
        );
      })}
    </>
  );
}
