import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  deliveryEnvironmentReadPermission,
  type DeploymentQuery,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useMutation } from '@tanstack/react-query';
import { historyApiRef } from '../shared/api/HistoryApi';
import { RequestFailure } from '../shared/states/RequestFailure';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './HistoryFilters.module.css';
import { saveFile } from './saveFile';

const FORMATS = ['csv', 'json'] as const;
const TYPES = { csv: 'text/csv', json: 'application/json' } as const;

/**
 * Saves all deployments that a filter finds as a file. The portal is asked as the signed-in user, which a plain link to the
 * file could not do.
 *
 * @internal
 */
export const ExportButtons = (props: {
  query: DeploymentQuery;
  /** What the list is about, for the name of the file. */
  name: string;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const api = useApi(historyApiRef);
  const { mutate, isPending, variables, error } = useMutation({
    mutationFn: async (format: (typeof FORMATS)[number]) => {
      const text = await api.exportDeployments({ ...props.query, format });
      const day = new Date().toISOString().slice(0, 10);
      saveFile(
        `deployments-${props.name}-${day}.${format}`,
        TYPES[format],
        text,
      );
    },
  });
  return (
    <>
      <div className={styles.exports}>
        {FORMATS.map(format => (
          <Button
            key={format}
            size="small"
            variant="secondary"
            isPending={isPending && variables === format}
            isDisabled={isPending && variables !== format}
            onPress={() => mutate(format)}
          >
            {t(`history.export.${format}`)}
          </Button>
        ))}
      </div>
      {error && variables && (
        <div className={styles.failure}>
          <RequestFailure
            error={error}
            title={t('history.exportFailed')}
            permission={deliveryEnvironmentReadPermission.name}
            onRetry={() => mutate(variables)}
          />
        </div>
      )}
    </>
  );
};
