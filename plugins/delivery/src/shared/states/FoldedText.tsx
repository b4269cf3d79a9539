import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { useLayoutEffect, useRef, useState } from 'react';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import styles from './FoldedText.module.css';

/**
 * A text of any length in two lines, with a button for the rest where there is more.
 *
 * @internal
 */
export const FoldedText = (props: { text: string; className?: string }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const [open, setOpen] = useState(false);
  const [long, setLong] = useState(false);
  const text = useRef<HTMLSpanElement>(null);

  useLayoutEffect(() => {
    const element = text.current;
    if (!element || open) return undefined;
    const measure = () =>
      setLong(element.scrollHeight > element.clientHeight + 1);
    measure();
    if (typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [open, props.text]);

  return (
    <span className={props.className}>
      <span
        ref={text}
        className={styles.text}
        data-folded={open ? undefined : true}
      >
        {props.text}
      </span>
      {long && (
        <Button
          size="small"
          variant="tertiary"
          className={styles.more}
          aria-expanded={open}
          onPress={() => setOpen(!open)}
        >
          {t(open ? 'state.less' : 'state.more')}
        </Button>
      )}
    </span>
  );
};
