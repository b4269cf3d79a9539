import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { explainProblem } from '@stonegarden/service-manifest';
import { useId } from 'react';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { InlineCode } from './InlineCode';
import styles from './ProblemExplanation.module.css';

/**
 * Why something is a problem, and an example of what is wrong and what is right. Where they differ is marked.
 *
 * @internal
 */
const ProblemExplanation = ({ code }: { code: string }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const explanation = explainProblem(code);
  if (!explanation) {
    return (
      <Text as="p" color="secondary">
        {t('problems.unexplained')}
      </Text>
    );
  }
  const { title, why, wrong, right } = explanation;
  return (
    <div className={styles.explanation}>
      {/* The engine that finds problems speaks English. */}
      <p lang="en" className={styles.why}>
        <strong>
          <InlineCode text={title} />.
        </strong>{' '}
        <InlineCode text={why} />
      </p>
      <div className={styles.examples}>
        <Example kind="wrong" text={wrong} other={right} />
        <Example kind="right" text={right} other={wrong} />
      </div>
    </div>
  );
};

export default ProblemExplanation;

function Example(props: {
  kind: 'wrong' | 'right';
  text: string;
  other: string;
}) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const label = useId();
  const others = new Set(props.other.split('\n'));
  return (
    <figure className={styles.example} aria-labelledby={label}>
      <figcaption className={styles.caption} data-kind={props.kind} id={label}>
        {t(`problems.${props.kind}`)}
      </figcaption>
      <pre className={styles.code}>
        {props.text
          .trimEnd()
          .split('\n')
          .map((line, index) => (
            <code
              key={index}
              className={styles.line}
              data-kind={others.has(line) ? undefined : props.kind}
            >
              {line}
              {'\n'}
            </code>
          ))}
      </pre>
    </figure>
  );
}
