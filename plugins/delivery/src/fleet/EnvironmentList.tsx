import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, Skeleton } from '@backstage/ui';
import { RiEyeOffLine } from '@remixicon/react';
import {
  formatImage,
  type ServiceDeliverySummary,
  type ServiceEntity,
} from '@stonegarden/backstage-plugin-delivery-common';
import { ENVIRONMENTS_PATH } from '../routes';
import { releaseName } from '../environment/release';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { EnvironmentStateLabel } from '../shared/status/EnvironmentStateLabel';
import { HealthLabel } from '../shared/status/HealthLabel';
import { StatusLabel } from '../shared/status/StatusLabel';
import styles from './EnvironmentList.module.css';
import { WhyList } from './WhyList';

type Facts = ServiceDeliverySummary['environments'][number];

/**
 * A service's environments in a row: name, state as a word, release; below them why, where a word is not enough. Without facts
 * each is unknown, never absent.
 *
 * @internal
 */
export const EnvironmentList = (props: {
  service: ServiceEntity;
  summary?: ServiceDeliverySummary;
  loading: boolean;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const page = `${useEntityRefLink()(props.service)}${ENVIRONMENTS_PATH}`;
  const names = (props.service.spec.environments ?? []).map(e => e.name);
  if (!names.length) {
    return <span className={styles.none}>{t('page.noEnvironments')}</span>;
  }
  return (
    <div className={styles.environments}>
      <ul className={styles.list}>
        {names.map(name => {
          const facts = props.summary?.environments.find(e => e.name === name);
          const [main] = facts?.release?.images ?? [];
          return (
            <li key={name} className={styles.environment}>
              <Link
                href={`${page}?${new URLSearchParams({ environment: name })}`}
                className={styles.name}
              >
                {name}
              </Link>
              {props.loading ? (
                <Skeleton width={72} height={18} />
              ) : (
                <State facts={facts} />
              )}
              <span
                className={styles.release}
                title={main && formatImage(main)}
              >
                {facts?.mixed
                  ? t('page.twoVersions')
                  : releaseName(facts?.release)}
              </span>
            </li>
          );
        })}
      </ul>
      {props.summary && <WhyList environments={props.summary.environments} />}
    </div>
  );
};

function State({ facts }: { facts?: Facts }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  if (!facts) return <HealthLabel health="Unknown" />;
  if (facts.forbidden) {
    return (
      <StatusLabel
        tone="neutral"
        icon={<RiEyeOffLine size={16} aria-hidden />}
        word={t('presence.hidden')}
      />
    );
  }
  return (
    <>
      <EnvironmentStateLabel environment={facts} />
      {facts.presence === 'unlisted' && (
        <span className={styles.name}>{t('presence.unlisted')}</span>
      )}
    </>
  );
}
