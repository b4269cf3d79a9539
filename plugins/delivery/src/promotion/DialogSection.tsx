import { Skeleton, Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from './PromoteDialog.module.css';

/**
 * A part of a dialog under its heading. What is waited for keeps its place.
 *
 * @internal
 */
export const DialogSection = (props: {
  title: string;
  /** Height of the skeleton in pixels, while its content is not there yet. */
  waiting?: number;
  children: ReactNode;
}) => (
  <section className={styles.section} aria-busy={props.waiting !== undefined}>
    <Text as="h3" variant="body-large" weight="bold">
      {props.title}
    </Text>
    {props.waiting === undefined ? (
      props.children
    ) : (
      <Skeleton height={props.waiting} width="100%" />
    )}
  </section>
);
