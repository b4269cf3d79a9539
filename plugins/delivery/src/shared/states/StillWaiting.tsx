import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { useEffect, useState } from 'react';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { useNow } from '../time/useNow';
import { useRelativeTime } from '../time/useRelativeTime';
import styles from './states.module.css';

/** How long an answer may take before the page says that it is still waiting. */
const SLOW_MS = 2_000;

/**
 * Stands where an answer is waited for. After 2 s it says what has not answered and for how long, and offers to stop
 * waiting. Time counts from when it appears.
 *
 * @internal
 */
export const StillWaiting = (props: {
  /** What has not answered, in a sentence. */
  text: string;
  onStop: () => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const [start] = useState(() => Date.now());
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles.waiting}>
      {/* The seconds stay outside: a screen reader would say each of them. */}
      <Text as="p" role="status" variant="body-small">
        {slow && props.text}
      </Text>
      {slow && (
        <>
          <Elapsed start={start} />
          <Button size="small" variant="secondary" onPress={props.onStop}>
            {t('state.stopWaiting')}
          </Button>
        </>
      )}
    </div>
  );
};

function Elapsed({ start }: { start: number }) {
  const { age } = useRelativeTime();
  return (
    <Text as="span" variant="body-small" color="secondary">
      {age(useNow(1_000) - start)}
    </Text>
  );
}
