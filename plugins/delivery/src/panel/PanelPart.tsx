import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, VisuallyHidden } from '@backstage/ui';
import {
  type AsOf,
  deliveryEnvironmentReadPermission,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ReactNode } from 'react';
import { RequestFailure } from '../shared/states/RequestFailure';
import { useFailureText } from '../shared/states/useFailureText';
import { TimeAgo } from '../shared/time/TimeAgo';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './EnvironmentPanel.module.css';

/**
 * What a view of the panel reads: its skeleton, its failure, or its facts with their age. Facts stay while they are read
 * again, and when that fails.
 *
 * @internal
 */
export function PanelPart<T extends AsOf>(props: {
  query: {
    data?: T;
    error: Error | null;
    refetch: () => unknown;
  };
  /** The permission that a refusal is about, where it is not the one to see the environment. */
  permission?: string;
  title?: string;
  /** Where something in it says its own age. */
  hideAge?: boolean;
  children: (data: T) => ReactNode;
}) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const failureText = useFailureText();
  const { data, error, refetch } = props.query;
  if (!data && error) {
    return (
      <RequestFailure
        error={error}
        title={props.title}
        permission={props.permission ?? deliveryEnvironmentReadPermission.name}
        onRetry={() => {
          refetch();
        }}
      />
    );
  }
  if (!data) {
    return (
      <div aria-busy="true" className={styles.part}>
        <VisuallyHidden>{t('panel.loading')}</VisuallyHidden>
        {Array.from({ length: 5 }, (_, index) => (
          <Skeleton key={index} height={28} width="100%" />
        ))}
      </div>
    );
  }
  return (
    <div className={styles.part}>
      {props.children(data)}
      {!props.hideAge && (
        <p className={styles.quiet}>
          <TimeAgo time={data.asOf} format={age => t('panel.asOf', { age })} />
        </p>
      )}
      {error && (
        <p role="status" className={styles.quiet}>
          {t('state.stillShowing', { message: failureText(error) })}
        </p>
      )}
    </div>
  );
}
