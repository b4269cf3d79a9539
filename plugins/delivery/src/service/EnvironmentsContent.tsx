import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { deliveryEnvironmentReadPermission } from '@stonegarden/backstage-plugin-delivery-common';
import { EnvironmentPanel } from '../panel/EnvironmentPanel';
import { usePanelAddress } from '../shared/address/usePanelAddress';
import { useServiceDelivery } from '../environment/useServiceDelivery';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { Freshness } from '../environment/Freshness';
import { InstanceNotice } from '../environment/InstanceNotice';
import { EntityPart } from './EntityPart';
import { LiveRegion } from './LiveRegion';
import { PathSkeleton } from '../promotion/PathSkeleton';
import { PromotionPath } from '../promotion/PromotionPath';
import { EmptyState } from '../shared/states/EmptyState';
import { RequestFailure } from '../shared/states/RequestFailure';
import { useServiceEntity } from './useServiceEntity';
import styles from './EnvironmentsContent.module.css';
import { HappenedList } from './HappenedList';
import { SlaHeadline } from './sla/SlaHeadline';
import { StateSentence } from './StateSentence';
import { StrayApplications } from './StrayApplications';
import { useFailureText } from '../shared/states/useFailureText';

import { useEffect, useRef, useState, type RefObject } from 'react';

/** Height of a stop with its usual facts, so that nothing jumps when they come. */
const STOP_HEIGHT = 216;

/**
 * The tab "Environments" of a service's page.
 *
 * @internal
 */
export const EnvironmentsContent = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const entity = useServiceEntity();
  const words = useFailureText();
  const { data, error, refetch } = useServiceDelivery(
    stringifyEntityRef(entity),
  );

  const address = usePanelAddress();
  const page = useRef<HTMLDivElement>(null);
  const [openedHere, setOpenedHere] = useState(false);
  const { panel } = address;
  const shown = data?.environments.find(
    ({ name, forbidden }) => name === panel?.environment && !forbidden,
  );
  useFocusBack(shown?.name, page);

  const retry = () => {
    refetch();
  };
  let content;
  if (data) {
    content = data.environments.length ? (
      <PromotionPath
        service={entity.metadata.name}
        delivery={data}
        open={shown?.name}
        onOpen={(name, view) => {
          setOpenedHere(true);
          if (name === shown?.name && !view) address.close();
          else address.open({ environment: name, view: view ?? panel?.view });
        }}
      />
    ) : (
      <EmptyState
        title={t('environments.emptyTitle')}
        text={t('environments.emptyText')}
      />
    );
  } else if (error) {
    content = (
      <RequestFailure
        error={error}
        permission={deliveryEnvironmentReadPermission.name}
        onRetry={retry}
      />
    );
  } else {
    const named = entity.spec.environments?.map(({ rollout }) => ({
      isCanary: rollout?.strategy === 'canary',
    }));
    content = (
      <PathSkeleton
        stops={named?.length ? named : [{ isCanary: false }]}
        height={STOP_HEIGHT}
      />
    );
  }

  return (
    <Flex ref={page} direction="column" gap="4" pb="4">
      <LiveRegion delivery={data} />
      <EntityPart>
        <SlaHeadline />
      </EntityPart>
      {data?.instances.map(instance => (
        <InstanceNotice key={instance.name} instance={instance} />
      ))}
      {data && <StateSentence delivery={data} />}
      {content}
      {data && data.environments.length > 0 && (
        <div className={styles.frame}>
          <div className={styles.below} data-panel={Boolean(shown)}>
            {shown && panel && (
              <EnvironmentPanel
                entityRef={data.entityRef}
                environment={shown}
                address={panel}
                may={{
                  sync: data.permissions.sync.includes(shown.name),
                  logs: data.permissions.logs.includes(shown.name),
                  rollback: data.permissions.rollback.includes(shown.name),
                }}
                takesFocus={openedHere}
                onShow={address.open}
                onClose={address.close}
              />
            )}
            <div className={styles.happened}>
              <HappenedList delivery={data} />
              <Freshness delivery={data} />
            </div>
          </div>
        </div>
      )}
      {data && <StrayApplications applications={data.strayApplications} />}
      {data && error && (
        <Text as="p" role="status" variant="body-small" color="secondary">
          {t('state.stillShowing', { message: words(error) })}
        </Text>
      )}
    </Flex>
  );
};

/** When the panel closes, the keyboard goes on at the stop that it was about. */
function useFocusBack(shown: string | undefined, page: RefObject<HTMLElement>) {
  const before = useRef<string>();
  useEffect(() => {
    const closed = shown === undefined ? before.current : undefined;
    before.current = shown;
    if (closed === undefined) return;
    const { activeElement } = document;
    // Whoever went on elsewhere meanwhile stays there.
    if (activeElement && activeElement !== document.body) return;
    page.current
      ?.querySelector<HTMLElement>(`[data-environment="${CSS.escape(closed)}"]`)
      ?.focus();
  }, [page, shown]);
}
