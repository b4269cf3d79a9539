import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Radio, RadioGroup, Text } from '@backstage/ui';
import type {
  FileChange,
  RollbackScope,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useId, useState } from 'react';
import { FileDiff } from '../promotion/FileDiff';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './CandidateChoice.module.css';

/**
 * Chooses how much goes back: the versions only, or all files of the environment as they were then. Shows what that would change
 * besides.
 *
 * @internal
 */
export const ScopeChoice = (props: {
  environment: string;
  value: RollbackScope;
  /** What `everything` changes beyond the versions. */
  otherChanges: FileChange[];
  onChange: (scope: RollbackScope) => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { environment, value, otherChanges } = props;
  const [shown, setShown] = useState(false);
  const list = useId();
  if (!otherChanges.length && value === 'versions') {
    return (
      <Text as="p" color="secondary">
        {t('rollback.nothingElse')}
      </Text>
    );
  }
  return (
    <div className={styles.choice}>
      <RadioGroup
        aria-label={t('rollback.scope')}
        value={value}
        onChange={scope => props.onChange(scope as RollbackScope)}
      >
        <Radio value="versions" className={styles.radio}>
          <span className={styles.candidate}>
            <strong>{t('rollback.versions')}</strong>{' '}
            <span className={styles.facts}>{t('rollback.versionsText')}</span>
          </span>
        </Radio>
        <Radio value="everything" className={styles.radio}>
          <span className={styles.candidate}>
            <strong>{t('rollback.everything', { environment })}</strong>{' '}
            <span className={styles.facts}>
              {t('rollback.everythingText', { count: otherChanges.length })}
            </span>
          </span>
        </Radio>
      </RadioGroup>
      {otherChanges.length > 0 && (
        <>
          <Button
            size="small"
            variant="tertiary"
            aria-expanded={shown}
            aria-controls={shown ? list : undefined}
            onPress={() => setShown(!shown)}
          >
            {t(shown ? 'rollback.hideOthers' : 'rollback.showOthers')}
          </Button>
          {shown && (
            <div id={list} className={styles.others}>
              {otherChanges.map(file => (
                <FileDiff key={file.path} file={file} />
              ))}
            </div>
          )}
        </>
      )}
    </div>
  );
};
