import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { mailUrl, slackUrl } from './contactUrls';
import { safeContactUrl } from '../../shared/links/safeContactUrl';
import { useDeliveryLinks } from '../../shared/links/useDeliveryLinks';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { NewTabLink } from '../../shared/states/NewTabLink';
import { useEntityNames } from '../../shared/useEntityNames';
import { useServiceEntity } from '../useServiceEntity';
import { DeliveryCard } from './DeliveryCard';
import styles from './cards.module.css';

/**
 * Whom to ask: the team, its Slack channel, its mail and who is on call.
 *
 * @internal
 */
export const OwnerCard = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const entity = useServiceEntity();
  const entityLink = useEntityRefLink();
  const owner = parseEntityRef(entity.spec.owner, {
    defaultKind: 'group',
    defaultNamespace: 'default',
  });
  const ownerRef = stringifyEntityRef(owner);
  const nameOf = useEntityNames([ownerRef]);
  const { slack, email, oncall } = entity.spec.contact ?? {};
  const { slackTemplate } = useDeliveryLinks();
  const channelUrl = slack && slackUrl(slack, slackTemplate);
  const oncallUrl = safeContactUrl(oncall);
  const newTab = (text: string) => t('owner.newTab', { text });

  return (
    <DeliveryCard title={t('owner.title')}>
      <dl className={styles.rows}>
        <dt>{t('owner.team')}</dt>
        <dd>
          <Link href={entityLink(owner)}>{nameOf(ownerRef)}</Link>
        </dd>
        {slack && (
          <>
            <dt>{t('owner.slack')}</dt>
            <dd>
              {channelUrl ? (
                <NewTabLink href={channelUrl} label={newTab(slack)}>
                  {slack}
                </NewTabLink>
              ) : (
                slack
              )}
            </dd>
          </>
        )}
        {email && (
          <>
            <dt>{t('owner.email')}</dt>
            <dd>
              <Link href={mailUrl(email)}>{email}</Link>
            </dd>
          </>
        )}
        {oncall && (
          <>
            <dt>{t('owner.oncall')}</dt>
            <dd>
              {oncallUrl ? (
                <NewTabLink
                  href={oncallUrl}
                  label={newTab(t('owner.oncallLink'))}
                >
                  {t('owner.oncallLink')}
                </NewTabLink>
              ) : (
                oncall
              )}
            </dd>
          </>
        )}
      </dl>
      {!slack && !email && !oncall && (
        <span className={styles.quiet}>{t('owner.none')}</span>
      )}
    </DeliveryCard>
  );
};
