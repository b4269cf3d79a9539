import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Link, Text } from '@backstage/ui';
import { useState } from 'react';
import { ownerRefOf } from '../shared/entityTeam';
import type { ManifestProblems } from './problemList';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './ManifestList.module.css';
import { PartBoundary } from '../shared/states/PartBoundary';
import { ProblemItem } from './ProblemItem';

const STEP = 500;

/**
 * Manifests with their problems. What is out of sight is not laid out until it is scrolled to, so a thousand problems
 * scroll like ten; what is more than that waits behind a button.
 *
 * @internal
 */
export const ManifestList = (props: { manifests: ManifestProblems[] }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const [limit, setLimit] = useState(STEP);
  const rest = props.manifests.length - limit;
  return (
    <>
      <ul className={styles.manifests} aria-label={t('problemsPage.list')}>
        {props.manifests.slice(0, limit).map(manifest => (
          <li key={manifest.ref} className={styles.manifest}>
            <PartBoundary name={manifest.entity.metadata.name}>
              <Manifest manifest={manifest} />
            </PartBoundary>
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <Button variant="secondary" onPress={() => setLimit(limit + STEP)}>
          {t('problemsPage.showMore', {
            number: String(Math.min(rest, STEP)),
          })}
        </Button>
      )}
    </>
  );
};

function Manifest({ manifest }: { manifest: ManifestProblems }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const entityLink = useEntityRefLink();
  const { entity, team, problems } = manifest;
  const owner = ownerRefOf(entity);
  return (
    <>
      <div className={styles.whose}>
        <Link href={entityLink(entity)} weight="bold">
          {entity.metadata.title ?? entity.metadata.name}
        </Link>
        {entity.kind === 'Resource' && (
          <Text variant="body-small" color="secondary">
            {t('problemsPage.repository')}
          </Text>
        )}
        {owner ? (
          <Link href={entityLink(owner)} variant="body-small" color="secondary">
            {team}
          </Link>
        ) : (
          <Text variant="body-small" color="secondary">
            {t('owner.nobody')}
          </Text>
        )}
      </div>
      <ul className={styles.problems}>
        {problems.map((problem, index) => (
          <li key={index}>
            <ProblemItem entity={entity} problem={problem} />
          </li>
        ))}
      </ul>
    </>
  );
}
