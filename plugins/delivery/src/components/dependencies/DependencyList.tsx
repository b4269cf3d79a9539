import { parseEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import { RiAlertLine } from '@remixicon/react';
import type {
  DependencyGroup,
  NearDependencies,
} from '../../lib/nearDependencies';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { HealthWord } from '../status/HealthWord';
import { StatusWord } from '../status/StatusWord';
import styles from './DependencyList.module.css';
import type { ServiceFacts } from './useServiceFacts';

const NAMED = 3;
const SECTIONS = [
  { group: 'needs', title: 'sectionNeeds' },
  { group: 'needs2', title: 'sectionNeeds2' },
  { group: 'neededBy', title: 'sectionNeededBy' },
  { group: 'neededBy2', title: 'sectionNeededBy2' },
] as const;

/**
 * Services around one in words: what it needs and what needs it, directly and through which others.
 *
 * @internal
 */
export const DependencyList = (props: {
  near: NearDependencies;
  factsOf: (ref: string) => ServiceFacts;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { near, factsOf } = props;
  return (
    <div className={styles.sections}>
      {SECTIONS.filter(({ group }) => near.groups[group].length > 0).map(
        ({ group, title }) => (
          <section key={group} className={styles.section}>
            <Text as="h3" variant="body-medium" weight="bold">
              {t(`dependencies.${title}`)} ({near.groups[group].length})
            </Text>
            <ul className={styles.services}>
              {near.groups[group].map(ref => (
                <Service
                  key={ref}
                  facts={factsOf(ref)}
                  via={between(near, ref, group).map(
                    other => factsOf(other).name,
                  )}
                />
              ))}
            </ul>
          </section>
        ),
      )}
    </div>
  );
};

function Service(props: { facts: ServiceFacts; via: string[] }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const entityLink = useEntityRefLink();
  const { facts, via } = props;
  const names = via.slice(0, NAMED).join(', ');
  const rest = via.length - NAMED;
  return (
    <li className={styles.service}>
      <span className={styles.who}>
        {facts.known ? (
          <Link href={entityLink(parseEntityRef(facts.ref))}>{facts.name}</Link>
        ) : (
          <span>{facts.name}</span>
        )}
        {via.length > 0 && (
          <span className={styles.via}>
            {rest > 0
              ? t('dependencies.viaMore', { names, number: String(rest) })
              : t('dependencies.via', { names })}
          </span>
        )}
      </span>
      <span className={styles.facts}>
        {facts.problems > 0 && (
          <StatusWord
            tone="warning"
            icon={<RiAlertLine size={16} aria-hidden />}
            word={t('dependencies.problems', { count: facts.problems })}
          />
        )}
        {facts.known ? (
          <HealthWord health={facts.health} />
        ) : (
          <span className={styles.via}>{t('dependencies.missing')}</span>
        )}
      </span>
    </li>
  );
}

/** The services through which one of the second step is reached. */
function between(
  { groups, edges }: NearDependencies,
  ref: string,
  group: DependencyGroup,
): string[] {
  if (group === 'needs2') {
    return edges
      .filter(({ from, to }) => to === ref && groups.needs.includes(from))
      .map(({ from }) => from);
  }
  if (group === 'neededBy2') {
    return edges
      .filter(({ from, to }) => from === ref && groups.neededBy.includes(to))
      .map(({ to }) => to);
  }
  return [];
}
