import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, Text } from '@backstage/ui';
import { useMemo } from 'react';
import { useDora } from '../dora/useDora';
import { readMetricsFilter, toDoraQuery } from '../dora/metricsFilter';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './home.module.css';
import { homeSentence } from './homeSentence';
import { MyServicesCard } from './MyServicesCard';
import { SilentInstances } from './SilentInstances';
import { SinceYesterdayCard } from './SinceYesterdayCard';
import { TeamMetrics } from './TeamMetrics';
import { useDocumentTitle } from '../shared/title/useDocumentTitle';
import { useEntityNames } from '../shared/useEntityNames';
import { useHome } from './useHome';
import { useHomeSentenceText } from './useHomeSentenceText';
import { WaitingCard } from './WaitingCard';

const NONE: string[] = [];

/**
 * What is the viewer's, what waits for them, and what changed since yesterday.
 *
 * @internal
 */
export const HomePage = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  useDocumentTitle(t('home.title'));
  const home = useHome();
  const { mine, refs, summaries, items } = home;
  const teams = mine.data?.teams ?? NONE;
  const query = useMemo(
    () =>
      toDoraQuery(
        readMetricsFilter(new URLSearchParams()),
        { team: teams[0] },
        Date.now(),
      ),
    [teams],
  );
  const dora = useDora(query);
  const production = dora.data?.environments ?? NONE;
  const nameOf = useEntityNames(
    useMemo(
      () => [
        ...refs,
        ...teams,
        ...[...items.waiting, ...items.inProgress].flatMap(item =>
          'promotion' in item
            ? [item.promotion.entityRef, item.promotion.requestedBy]
            : [],
        ),
      ],
      [items, refs, teams],
    ),
  );
  const sentence = useHomeSentenceText(
    homeSentence({
      items: home.complete ? items : undefined,
      entityRefs: refs,
      summaries: summaries.data,
      production: dora.data ? production : undefined,
    }),
    teams.length === 1 ? nameOf(teams[0]) : undefined,
  );
  return (
    <Container role="main" className={styles.page}>
      <div>
        <Text as="h1" variant="title-medium" weight="bold">
          {t('home.title')}
        </Text>
        <p role="status" className={styles.lead}>
          {home.complete || home.error ? sentence : t('home.loading')}
        </p>
      </div>
      <SilentInstances entityRefs={refs} />
      <div className={styles.columns}>
        <WaitingCard home={home} nameOf={nameOf} />
        <div className={styles.side}>
          <MyServicesCard home={home} nameOf={nameOf} />
          <SinceYesterdayCard
            teams={teams}
            loading={mine.isPending}
            nameOf={nameOf}
          />
        </div>
      </div>
      {teams.length > 0 && (
        <TeamMetrics
          team={teams[0]}
          name={nameOf(teams[0])}
          dora={dora}
          query={query}
        />
      )}
    </Container>
  );
};
