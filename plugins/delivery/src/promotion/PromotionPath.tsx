import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ServiceDelivery } from '@stonegarden/backstage-plugin-delivery-common';
import { Fragment } from 'react';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { EnvironmentStop } from '../environment/EnvironmentStop';
import styles from './PromotionPath.module.css';
import { EnvironmentRollback } from '../rollback/EnvironmentRollback';
import { RolloutButton } from '../rollback/RolloutButton';
import type { PanelView } from '../shared/address/usePanelAddress';
import { PromotionTransition } from './PromotionTransition';

/**
 * The promotion path as a picture: stops from left to right joined by transitions, stacked downwards where it is narrow.
 *
 * @internal
 */
export const PromotionPath = (props: {
  service: string;
  delivery: ServiceDelivery;
  /** Name of the environment whose details are open. */
  open?: string;
  onOpen?: (environment: string, view?: PanelView) => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { delivery, service } = props;
  const { entityRef, environments, transitions, permissions } = delivery;
  const historyOf = (name: string) =>
    delivery.histories.find(({ environment }) => environment === name);
  return (
    <div className={styles.frame}>
      <ol
        className={styles.path}
        data-stops={Math.min(environments.length, 5)}
        aria-label={t('stop.list')}
      >
        {environments.map((environment, index) => {
          const before = environments[index - 1];
          const { name } = environment;
          const history = historyOf(name);
          const may = {
            promote: permissions.promote.includes(name),
            sync: permissions.sync.includes(name),
            approve: permissions.approve.includes(name),
            rollback: permissions.rollback.includes(name),
          };
          const transition = transitions.find(
            ({ from, to }) => from === before?.name && to === name,
          );
          return (
            <Fragment key={name}>
              {before && (
                <li className={styles.transition}>
                  {transition && (
                    <PromotionTransition
                      entityRef={entityRef}
                      service={service}
                      transition={transition}
                      source={before}
                      target={environment}
                      generatedAt={delivery.generatedAt}
                      history={history}
                      next={transitions.find(({ from }) => from === name)}
                      mayPromote={may.promote}
                      maySync={may.sync}
                      mayApprove={may.approve}
                    />
                  )}
                </li>
              )}
              <li className={styles.stop}>
                <EnvironmentStop
                  entityRef={entityRef}
                  environment={environment}
                  before={before}
                  transition={transition}
                  maySync={may.sync}
                  isOpen={props.open === name}
                  onOpen={props.onOpen && (() => props.onOpen?.(name))}
                  onDiff={props.onOpen && (() => props.onOpen?.(name, 'diff'))}
                  saysOutsideGit={Boolean(history?.emergency)}
                  past={
                    <EnvironmentRollback
                      entityRef={entityRef}
                      service={service}
                      environment={environment}
                      history={history}
                      may={may}
                    />
                  }
                  canaryAction={
                    permissions.rollout.includes(name) && (
                      <RolloutButton
                        entityRef={entityRef}
                        environment={name}
                        canary={
                          environment.stale ? undefined : environment.canary
                        }
                        history={history}
                      />
                    )
                  }
                />
              </li>
            </Fragment>
          );
        })}
      </ol>
    </div>
  );
};
