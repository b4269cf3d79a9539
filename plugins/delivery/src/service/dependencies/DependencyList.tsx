import { parseEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import { RiAlertLine } from '@remixicon/react';
import type { DependencyGroup, NearDependencies } from './nearDependencies';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { HealthLabel } from '../../shared/status/HealthLabel';
import { StatusLabel } from '../../shared/status/StatusLabel';
import styles from './DependencyList.module.css';
import type { ServiceFacts } from './useServiceFacts';

const NAMED = 3;
const SECTIONS = [
  { group: 'dependencies', title: 'sectionDependencies' },
  { group: 'indirectDependencies', title: 'sectionIndirectDependencies' },
  { group: 'dependents', title: 'sectionDependents' },
  { group: 'indirectDependents', title: 'sectionIndirectDependents' },
] as const;

/**
 * Dependencies and dependents of a service as lists, and through which others the indirect ones are reached.
 *
 * @internal
 */
export const DependencyList = (props: {
  near: NearDependencies;
  factsOf: (ref: string) => ServiceFacts;
  /** Direct dependencies that no service is meant by, as the manifest writes them. */
  unknown: string[];
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { near, factsOf } = props;
  const unknownOf = (group: DependencyGroup) =>
    group === 'dependencies' ? props.unknown : [];
  const countOf = (group: DependencyGroup) =>
    near.groups[group].length + unknownOf(group).length;
  return (
    <div className={styles.sections}>
      {SECTIONS.filter(({ group }) => countOf(group) > 0).map(
        ({ group, title }) => (
          <section key={group} className={styles.section}>
            <Text as="h3" variant="body-medium" weight="bold">
              {t(`dependencies.${title}`)} ({countOf(group)})
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
              {unknownOf(group).map(name => (
                <li key={`unknown ${name}`} className={styles.service}>
                  <span className={styles.who}>{name}</span>
                  <span className={styles.via}>
                    {t('dependencies.unknown')}
                  </span>
                </li>
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
          <StatusLabel
            tone="warning"
            icon={<RiAlertLine size={16} aria-hidden />}
            word={t('dependencies.problems', { count: facts.problems })}
          />
        )}
        {facts.known ? (
          <HealthLabel health={facts.health} />
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
  if (group === 'indirectDependencies') {
    return edges
      .filter(
        ({ from, to }) => to === ref && groups.dependencies.includes(from),
      )
      .map(({ from }) => from);
  }
  if (group === 'indirectDependents') {
    return edges
      .filter(({ from, to }) => from === ref && groups.dependents.includes(to))
      .map(({ to }) => to);
  }
  return [];
}
