import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, VisuallyHidden } from '@backstage/ui';
import { type CSSProperties, Fragment } from 'react';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { pathColumns } from './pathColumns';
import styles from './PromotionPath.module.css';

/**
 * Stands where the promotion path will stand, in its size.
 *
 * @internal
 */
export const PathSkeleton = (props: {
  /** The stops that the manifest names. */
  stops: ReadonlyArray<{ isCanary: boolean }>;
  /** Height of a stop in pixels. */
  height: number;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  return (
    <div className={styles.frame} aria-busy="true">
      <VisuallyHidden>{t('environments.loading')}</VisuallyHidden>
      <div
        className={styles.path}
        data-stops={Math.min(props.stops.length, 5)}
        style={{ '--path-columns': pathColumns(props.stops) } as CSSProperties}
        aria-hidden
      >
        {props.stops.map((_, index) => (
          <Fragment key={index}>
            {index > 0 && <div className={styles.transition} />}
            <div className={styles.stop}>
              <Skeleton height={props.height} width="100%" />
            </div>
          </Fragment>
        ))}
      </div>
    </div>
  );
};
