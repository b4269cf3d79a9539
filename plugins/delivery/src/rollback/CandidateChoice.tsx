import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Radio, RadioGroup } from '@backstage/ui';
import type {
  Deployment,
  RollbackCandidate,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useState } from 'react';
import { releaseName } from '../environment/release';
import { personName } from '../shared/personName';
import { TimeAgo } from '../shared/time/TimeAgo';
import { useDurationText } from '../shared/time/useDurationText';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './CandidateChoice.module.css';

/** More are one press away, so that what would change stays in sight. */
const SHOWN = 3;

/**
 * Chooses the Release to go back to, among those that the environment ran before: when and how long each ran, what became of it,
 * and whether it was itself rolled back there.
 *
 * @internal
 */
export const CandidateChoice = (props: {
  environment: string;
  candidates: RollbackCandidate[];
  /** Id of its Deployment. */
  value: string | undefined;
  onChange: (deployment: string) => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { candidates, environment, value } = props;
  const [all, setAll] = useState(false);
  const chosen = candidates.findIndex(
    ({ deployment }) => deployment.id === value,
  );
  const shown = all
    ? candidates
    : candidates.filter((_, index) => index < SHOWN || index === chosen);
  return (
    <div className={styles.choice}>
      <RadioGroup
        aria-label={t('rollback.candidates', { environment })}
        value={value ?? null}
        onChange={props.onChange}
      >
        {shown.map(candidate => (
          <Radio
            key={candidate.deployment.id}
            value={candidate.deployment.id}
            className={styles.radio}
          >
            <Candidate {...candidate} />
          </Radio>
        ))}
      </RadioGroup>
      {shown.length < candidates.length && (
        <Button
          size="small"
          variant="tertiary"
          aria-expanded={false}
          onPress={() => setAll(true)}
        >
          {t('rollback.allCandidates', { count: candidates.length })}
        </Button>
      )}
    </div>
  );
};

function Candidate({ deployment, rolledBack }: RollbackCandidate) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  return (
    <span className={styles.candidate}>
      <strong className={styles.version}>
        {releaseName(deployment.release) ?? t('stop.releaseUnknown')}
      </strong>{' '}
      <span className={styles.facts}>
        <Ran deployment={deployment} />
        {' · '}
        {t(`rollback.outcome.${deployment.outcome ?? 'unknown'}`)}
        {deployment.by && (
          <> · {t('rollback.by', { by: personName(deployment.by) })}</>
        )}
      </span>
      {rolledBack && ' '}
      {rolledBack && (
        <span className={styles.warning}>
          <TimeAgo
            time={rolledBack.at}
            format={age =>
              rolledBack.by
                ? t('rollback.wasRolledBack', {
                    age,
                    by: personName(rolledBack.by),
                  })
                : t('rollback.wasRolledBackPlain', { age })
            }
          />
          {rolledBack.reason && (
            <> {t('record.because', { reason: rolledBack.reason })}</>
          )}
        </span>
      )}
    </span>
  );
}

function Ran({ deployment }: { deployment: Deployment }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const durationText = useDurationText();
  const { from, until } = deployment;
  if (!until) {
    return (
      <TimeAgo time={from} format={age => t('rollback.runsSince', { age })} />
    );
  }
  return (
    <>
      <TimeAgo time={until} format={age => t('rollback.ranUntil', { age })} />
      {', '}
      {t('rollback.ranFor', {
        duration: durationText(Date.parse(until) - Date.parse(from)),
      })}
    </>
  );
}
