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
  /** A few words beside the title. */
  note?: string;
  /** Height of the skeleton in pixels, while its content is not there yet. */
  waiting?: number;
  children: ReactNode;
}) => (
  <section className={styles.section} aria-busy={props.waiting !== undefined}>
    <div className={styles.heading}>
      <Text as="h3" variant="body-large" weight="bold">
        {props.title}
      </Text>
      {props.note && (
        <Text as="p" color="secondary">
          {props.note}
        </Text>
      )}
    </div>
    {props.waiting === undefined ? (
      props.children
    ) : (
      <Skeleton height={props.waiting} width="100%" />
    )}
  </section>
);
