import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { PromotionChecks } from '@stonegarden/backstage-plugin-delivery-common';
import { NewTabLink } from '../shared/states/NewTabLink';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { CheckLabel } from './CheckLabel';
import styles from './PullRequestFacts.module.css';
import { useChecksText } from './useChecksText';

/**
 * The checks and commit statuses of a pull request: in one sentence, then each with its state and the way to it.
 *
 * @internal
 */
export const PullRequestChecks = (props: { checks: PromotionChecks }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { checks } = props;
  const checksText = useChecksText();
  return (
    <section className={styles.checks}>
      <Text as="h3" variant="body-medium" weight="bold">
        {t('checks.title')}
      </Text>
      <Text as="p" variant="body-small" color="secondary">
        {checksText(checks)}
      </Text>
      <ul className={styles.list}>
        {checks.items.map(({ name, state, url, required }) => (
          <li key={name} className={styles.check}>
            <CheckLabel state={state} />
            {url ? (
              <NewTabLink href={url} label={t('checks.label', { name })}>
                {name}
              </NewTabLink>
            ) : (
              <span>{name}</span>
            )}
            {required && (
              <Text variant="body-small" color="secondary">
                {t('checks.required')}
              </Text>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};
