import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  deliverySyncCreatePermission,
  type EnvironmentStatus,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useServiceEntity } from '../service/useServiceEntity';
import { resourceApiRef } from '../shared/api/ResourceApi';
import { entityTeam } from '../shared/entityTeam';
import { useDeliveryLinks } from '../shared/links/useDeliveryLinks';
import { queryKeys } from '../shared/queries/queryKeys';
import { NewTabLink } from '../shared/states/NewTabLink';
import { RequestFailure } from '../shared/states/RequestFailure';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './EnvironmentPanel.module.css';
import type { EnvironmentOf } from './useEnvironmentParts';

const ACTIONS = ['refresh', 'hardRefresh', 'terminate'] as const;

/**
 * The ways out of the portal, by the templates of `delivery.links` and what the manifest's monitoring gives, and what Argo CD can be asked to do about the
 * environment as a whole.
 *
 * @internal
 */
export const PanelLinks = (props: {
  of: EnvironmentOf;
  status: EnvironmentStatus;
  maySync: boolean;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const entity = useServiceEntity();
  const links = useDeliveryLinks();
  const { status, maySync } = props;
  const { name } = status;
  const { monitoring } = entity.spec;
  const known = {
    service: entity.metadata.name,
    team: entityTeam(entity),
    environment: name,
    namespace: status.namespace,
    cluster: status.cluster,
  };
  const logs = links.logs(known);
  const nameOf = (path: string) =>
    path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
  const monitored = [
    ...(monitoring?.dashboards ?? []).map(path => ({
      text: nameOf(path),
      url: links.dashboard({ ...known, dashboard: nameOf(path) }),
    })),
    ...(monitoring?.alerts ?? []).map(path => ({
      text: nameOf(path),
      url: links.alert({ ...known, alert: nameOf(path) }),
    })),
  ];
  const running = status.operation?.phase === 'Running';
  const offered = ACTIONS.filter(
    action =>
      maySync &&
      !status.stale &&
      status.presence === 'present' &&
      (action !== 'terminate' || running),
  );
  return (
    <div className={styles.links}>
      {status.application?.url && (
        <NewTabLink
          href={status.application.url}
          label={t('stop.argocdLabel', { name })}
        >
          {t('stop.argocd')}
        </NewTabLink>
      )}
      {monitored.map(
        ({ text, url }) =>
          url && (
            <NewTabLink
              key={url}
              href={url}
              label={t('panel.newTab', { name: text })}
            >
              {text}
            </NewTabLink>
          ),
      )}
      {logs && (
        <NewTabLink
          href={logs}
          label={t('panel.newTab', {
            name: t('panel.logsLinkLabel', { name }),
          })}
        >
          {t('panel.logsLink')}
        </NewTabLink>
      )}
      {offered.map(action => (
        <ActionButton key={action} of={props.of} action={action} />
      ))}
    </div>
  );
};

function ActionButton(props: {
  of: EnvironmentOf;
  action: (typeof ACTIONS)[number];
}) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const api = useApi(resourceApiRef);
  const client = useQueryClient();
  const { of, action } = props;
  const { entityRef, environment } = of;
  const run = useMutation({
    mutationFn: () =>
      action === 'terminate'
        ? api.terminate(entityRef, environment)
        : api.refresh(entityRef, environment, {
            type: action === 'refresh' ? 'normal' : 'hard',
          }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.service(entityRef) }),
        client.invalidateQueries({
          queryKey: queryKeys.environmentParts(entityRef),
        }),
      ]),
  });
  const start = () => {
    if (!run.isPending) run.mutate();
  };
  return (
    <>
      <Button
        size="small"
        variant="tertiary"
        isPending={run.isPending}
        destructive={action === 'terminate'}
        aria-label={t(`panel.${action}Label`, { name: environment })}
        onPress={start}
      >
        {t(`panel.${action}`)}
      </Button>
      {run.isSuccess && (
        <span role="status" className={styles.quiet}>
          {t(action === 'terminate' ? 'panel.terminated' : 'panel.refreshed')}
        </span>
      )}
      {run.error && (
        <RequestFailure
          error={run.error}
          title={t('panel.failed')}
          permission={deliverySyncCreatePermission.name}
          onRetry={start}
        />
      )}
    </>
  );
}
