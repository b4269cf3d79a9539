import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, Text } from '@backstage/ui';
import { deliveryEnvironmentReadPermission } from '@stonegarden/backstage-plugin-delivery-common';
import { useId } from 'react';
import { FileDiff } from '../promotion/FileDiff';
import { RequestFailure } from '../shared/states/RequestFailure';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './DeploymentDialog.module.css';
import { useDeploymentFiles } from './useDeploymentDetails';

/**
 * What a deployment changed in Git, file by file.
 *
 * @internal
 */
export const DeploymentFiles = (props: { id: string }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const title = useId();
  const { data, error, refetch } = useDeploymentFiles(props.id);
  return (
    <section className={styles.section} aria-labelledby={title}>
      <Text as="h3" id={title} variant="title-x-small" weight="bold">
        {t('history.files')}
      </Text>
      {error && (
        <RequestFailure
          error={error}
          title={t('history.filesFailed')}
          permission={deliveryEnvironmentReadPermission.name}
          onRetry={() => {
            refetch();
          }}
        />
      )}
      {!data && !error && (
        <div aria-busy>
          <Skeleton height={120} width="100%" />
        </div>
      )}
      {data && data.items.length === 0 && (
        <p className={styles.text}>
          {t(data.complete ? 'history.noFiles' : 'history.filesUnknown')}
        </p>
      )}
      {data?.items.map(file =>
        file.diff ? (
          <FileDiff key={file.path} file={file} />
        ) : (
          <p key={file.path} className={styles.text}>
            <code>{file.path}</code>: {t('pullRequest.noLines')}
          </p>
        ),
      )}
      {data && !data.complete && data.items.length > 0 && (
        <p className={styles.text}>{t('history.moreFiles')}</p>
      )}
    </section>
  );
};
