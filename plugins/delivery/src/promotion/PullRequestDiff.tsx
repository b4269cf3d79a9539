import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Skeleton, Text } from '@backstage/ui';
import {
  deliveryEnvironmentReadPermission,
  type Promotion,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useId, useState } from 'react';
import { RequestFailure } from '../shared/states/RequestFailure';
import { StillWaiting } from '../shared/states/StillWaiting';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { FileDiff } from './FileDiff';
import styles from './PullRequestFacts.module.css';
import { usePromotionFiles } from './usePromotionFiles';

/**
 * What a merge of a pull request would bring now, read from the Git host when somebody wants to see it.
 *
 * @internal
 */
export const PullRequestDiff = (props: {
  promotion: Promotion;
  /** Where the branch points. */
  commit: string;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const [open, setOpen] = useState(false);
  const content = useId();
  return (
    <section className={styles.diff}>
      <Button
        size="small"
        variant="secondary"
        aria-expanded={open}
        aria-controls={open ? content : undefined}
        onPress={() => setOpen(!open)}
      >
        {t(open ? 'pullRequest.hideFiles' : 'pullRequest.showFiles')}
      </Button>
      {open && (
        <div id={content} className={styles.diff}>
          <Files {...props} onStop={() => setOpen(false)} />
        </div>
      )}
    </section>
  );
};

function Files(props: {
  promotion: Promotion;
  commit: string;
  onStop: () => void;
}) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { data, error, refetch, fetchStatus } = usePromotionFiles(
    props.promotion.id,
    props.commit,
  );
  if (error) {
    return (
      <RequestFailure
        error={error}
        permission={deliveryEnvironmentReadPermission.name}
        onRetry={refetch}
      />
    );
  }
  if (!data) {
    return (
      <div className={styles.diff} aria-busy>
        <StillWaiting
          text={t(
            fetchStatus === 'paused' ? 'state.offline' : 'promote.hostSlow',
          )}
          onStop={props.onStop}
        />
        <Skeleton height={120} width="100%" />
      </div>
    );
  }
  const { items, complete } = data;
  if (items.length === 0 && complete) {
    return (
      <Text as="p" role="status" color="secondary">
        {t('pullRequest.noFiles')}
      </Text>
    );
  }
  return (
    <>
      {items.map(file =>
        file.diff ? (
          <FileDiff key={file.path} file={file} />
        ) : (
          <Text key={file.path} as="p" variant="body-small">
            <code>{file.path}</code>: {t('pullRequest.noLines')}
          </Text>
        ),
      )}
      {!complete && (
        <Text as="p" role="status" color="secondary">
          {t('pullRequest.moreFiles')}
        </Text>
      )}
    </>
  );
}
