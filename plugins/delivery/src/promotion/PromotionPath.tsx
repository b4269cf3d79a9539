import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ServiceDelivery } from '@stonegarden/backstage-plugin-delivery-common';
import { Fragment } from 'react';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { EnvironmentStop } from '../environment/EnvironmentStop';
import styles from './PromotionPath.module.css';
import { PromotionTransition } from './PromotionTransition';

/**
 * The promotion path as a picture: stops from left to right joined by transitions, stacked downwards where it is narrow.
 *
 * @internal
 */
export const PromotionPath = (props: {
  service: string;
  delivery: ServiceDelivery;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { entityRef, environments, transitions, permissions } = props.delivery;
  return (
    <div className={styles.frame}>
      <ol
        className={styles.path}
        data-stops={Math.min(environments.length, 5)}
        aria-label={t('stop.list')}
      >
        {environments.map((environment, index) => {
          const before = environments[index - 1];
          const transition = transitions.find(
            ({ from, to }) => from === before?.name && to === environment.name,
          );
          return (
            <Fragment key={environment.name}>
              {before && (
                <li className={styles.transition}>
                  {transition && (
                    <PromotionTransition
                      entityRef={entityRef}
                      service={props.service}
                      transition={transition}
                      source={before}
                      target={environment}
                      generatedAt={props.delivery.generatedAt}
                      mayPromote={permissions.promote.includes(
                        environment.name,
                      )}
                      maySync={permissions.sync.includes(environment.name)}
                      mayApprove={permissions.approve.includes(
                        environment.name,
                      )}
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
                  maySync={permissions.sync.includes(environment.name)}
                />
              </li>
            </Fragment>
          );
        })}
      </ol>
    </div>
  );
};
