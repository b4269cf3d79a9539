import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import type { FileChange } from '@stonegarden/backstage-plugin-delivery-common';
import { diffLines } from './diffLines';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './FileDiff.module.css';

const SIGNS = { added: '+', removed: '-', context: ' ', hunk: '' } as const;

/**
 * A file's changed lines. The signs say what the colors repeat; screen readers hear it as words.
 *
 * @internal
 */
export const FileDiff = (props: { file: FileChange }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { path, diff } = props.file;
  return (
    <figure className={styles.file}>
      <figcaption className={styles.path}>{path}</figcaption>
      <div
        className={styles.lines}
        role="region"
        aria-label={t('promote.diffLabel', { path })}
      >
        {diffLines(diff).map((line, index) => (
          <div key={index} className={styles.line} data-kind={line.kind}>
            <span className={styles.sign} aria-hidden>
              {SIGNS[line.kind]}
            </span>
            {(line.kind === 'added' || line.kind === 'removed') && (
              <VisuallyHidden>{t(`promote.${line.kind}`)}: </VisuallyHidden>
            )}
            <code>{line.text}</code>
          </div>
        ))}
      </div>
    </figure>
  );
};
