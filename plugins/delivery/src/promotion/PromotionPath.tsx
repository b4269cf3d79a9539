import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ServiceDelivery } from '@stonegarden/backstage-plugin-delivery-common';
import { ancestorsOf } from '@stonegarden/service-manifest';
import { type CSSProperties, Fragment } from 'react';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './PromotionPath.module.css';
import type { PanelView } from '../shared/address/usePanelAddress';
import { elsewhereOf } from './elsewhereOf';
import { pathColumns } from './pathColumns';
import { PathStop } from './PathStop';
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
  return (
    <div className={styles.frame}>
      <ol
        className={styles.path}
        data-stops={Math.min(environments.length, 5)}
        style={
          {
            '--path-columns': pathColumns(
              environments.map(({ rollout }) => ({
                isCanary: rollout === 'canary',
              })),
            ),
          } as CSSProperties
        }
        aria-label={t('stop.list')}
      >
        {environments.map((environment, index) => {
          const { name } = environment;
          const steps = transitions.filter(({ to }) => to === name);
          const before = environments.find(
            each => each.name === steps[0]?.from,
          );
          return (
            <Fragment key={name}>
              {index > 0 && (
                <li className={styles.transition}>
                  {steps.map((transition, place) => (
                    <PromotionTransition
                      key={transition.from}
                      entityRef={entityRef}
                      service={service}
                      transition={transition}
                      isFirst={place === 0}
                      isElsewhere={elsewhereOf(environments, name).length > 0}
                      source={environments.find(
                        each => each.name === transition.from,
                      )}
                      target={environment}
                      generatedAt={delivery.generatedAt}
                      history={delivery.histories.find(
                        each => each.environment === name,
                      )}
                      path={[...ancestorsOf(environments, name), name]}
                      next={transitions.filter(({ from }) => from === name)}
                      mayPromote={permissions.promote.includes(name)}
                      maySync={permissions.sync.includes(name)}
                      mayApprove={permissions.approve.includes(name)}
                    />
                  ))}
                </li>
              )}
              <li className={styles.stop}>
                <PathStop
                  service={service}
                  delivery={delivery}
                  environment={environment}
                  before={before}
                  transition={steps[0]}
                  isOpen={props.open === name}
                  onOpen={props.onOpen && (view => props.onOpen?.(name, view))}
                />
              </li>
            </Fragment>
          );
        })}
      </ol>
    </div>
  );
};
