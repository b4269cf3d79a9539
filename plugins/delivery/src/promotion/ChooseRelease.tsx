import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Radio, RadioGroup, Skeleton, Text } from '@backstage/ui';
import {
  deliveryEnvironmentReadPermission,
  type ImageChange,
  type Release,
  type ReleaseChoice,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useState } from 'react';
import { releaseName, versionOf } from '../environment/release';
import styles from '../rollback/CandidateChoice.module.css';
import { RequestFailure } from '../shared/states/RequestFailure';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { DialogSection } from './DialogSection';
import { ReleaseOption } from './ReleaseOption';
import type { AskedPreview } from './usePreview';
import { useReleaseChoices } from './useReleaseChoices';

/** The radio of what Git names for the source: no Deployment has this id. */
const NOW = 'now';
/** More are one press away, so that what would change stays in sight. */
const SHOWN = 6;

/**
 * Which Release is promoted: what the stop before has now, or another of the history, folded away until somebody asks for it.
 *
 * @internal
 */
export const ChooseRelease = (props: {
  entityRef: string;
  from: string;
  /** The environments before the target, in the order of the path, and the target as the last. */
  path: string[];
  /** What Git names for `from`. */
  now?: Release;
  /** Id of the Deployment whose Release is chosen; what `from` has now when left out. */
  value: string | undefined;
  /** What promoting it would change. */
  asked: Pick<
    AskedPreview<{ changes: ImageChange[] }>,
    'data' | 'error' | 'stopped'
  >;
  onChange: (deployment: string | undefined) => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { asked, from, now, value } = props;
  const [isUnfolded, setUnfolded] = useState(false);
  const [all, setAll] = useState(false);
  const { data, error, refetch } = useReleaseChoices(
    props.entityRef,
    props.path,
    isUnfolded || value !== undefined,
  );
  const nowName = releaseName(now) ?? t('stop.releaseUnknown');
  const chosen = data?.find(each => holds(each, value));
  const choices = data?.filter(
    each => each === chosen || !isSameName(each.release, now),
  );
  const shown = all
    ? choices
    : choices?.filter((each, index) => index < SHOWN || each === chosen);
  // A link may name one that is too long ago for the list.
  const name =
    releaseName(chosen?.release) ?? mainVersion(asked.data?.changes, now);
  const isUnnamed = value !== undefined && name === undefined;
  const isWaiting =
    isUnnamed &&
    ((!data && !error) || (!asked.data && !asked.error && !asked.stopped));
  return (
    <DialogSection title={t('promote.release')}>
      {isWaiting ? (
        <Skeleton height={20} width="60%" />
      ) : (
        <Text as="p">
          {value === undefined &&
            t('promote.releaseNow', { release: nowName, from })}
          {value !== undefined &&
            (name
              ? t('promote.releaseChosen', { release: name })
              : t('promote.releaseChosenUnnamed'))}
        </Text>
      )}
      <div>
        <Button
          size="small"
          variant="secondary"
          aria-expanded={isUnfolded}
          onPress={() => setUnfolded(!isUnfolded)}
        >
          {t('promote.chooseRelease')}
        </Button>
      </div>
      {(isUnfolded || (isUnnamed && !isWaiting)) && error && !data && (
        <RequestFailure
          error={error}
          permission={deliveryEnvironmentReadPermission.name}
          onRetry={() => {
            refetch();
          }}
        />
      )}
      {isUnfolded && !data && !error && <Skeleton height={96} width="100%" />}
      {isUnfolded && shown && (
        <div className={styles.choice}>
          <RadioGroup
            aria-label={t('promote.release')}
            value={chosen?.deployment.id ?? value ?? NOW}
            onChange={id => props.onChange(id === NOW ? undefined : id)}
          >
            <Radio value={NOW} className={styles.radio}>
              <span className={styles.candidate}>
                <strong className={styles.version}>{nowName}</strong>{' '}
                <span className={styles.facts}>
                  {t('promote.inGitNow', { from })}
                </span>
              </span>
            </Radio>
            {shown.map(choice => (
              <Radio
                key={choice.deployment.id}
                value={choice.deployment.id}
                className={styles.radio}
              >
                <ReleaseOption choice={choice} />
              </Radio>
            ))}
          </RadioGroup>
          {choices?.length === 0 && (
            <Text as="p" variant="body-small" color="secondary">
              {t('promote.noOtherRelease')}
            </Text>
          )}
          {choices && (all || shown.length < choices.length) && (
            <Button
              size="small"
              variant="tertiary"
              onPress={() => setAll(!all)}
            >
              {all
                ? t('promote.fewerReleases')
                : t('rollback.allCandidates', { count: choices.length })}
            </Button>
          )}
        </div>
      )}
    </DialogSection>
  );
};

/** The version of the main image, where it is among what would change. */
function mainVersion(
  changes: ImageChange[] | undefined,
  now: Release | undefined,
): string | undefined {
  const main = changes?.find(({ name }) => name === now?.images[0]?.name);
  return main && versionOf(main.to);
}

/** A link may name any of the Deployments of a Release. */
function holds(
  { deployments }: ReleaseChoice,
  deployment: string | undefined,
): boolean {
  return deployments.some(({ id }) => id === deployment);
}

function isSameName(one: Release, other: Release | undefined): boolean {
  const versions = (release: Release | undefined) =>
    release?.images
      .map(({ name, tag, digest }) => `${name}:${tag}@${digest}`)
      .sort()
      .join('\n');
  return versions(one) === versions(other);
}
