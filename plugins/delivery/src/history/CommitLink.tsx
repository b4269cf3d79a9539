import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Deployment } from '@stonegarden/backstage-plugin-delivery-common';
import { NewTabLink } from '../shared/states/NewTabLink';
import { safeContactUrl } from '../shared/links/safeContactUrl';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './HistoryTable.module.css';

const SHORT = 7;

/**
 * The commit of a deployment in a few characters, with a link where its Git host tells one.
 *
 * @internal
 */
export const CommitLink = (props: {
  deployment: Pick<Deployment, 'revision' | 'commit'>;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { revision, commit } = props.deployment;
  const id = revision.slice(0, SHORT);
  const url = safeContactUrl(commit?.url);
  return url ? (
    <NewTabLink href={url} label={t('history.commitLabel', { id })}>
      <code className={styles.commit}>{id}</code>
    </NewTabLink>
  ) : (
    <code className={styles.commit}>{id}</code>
  );
};
