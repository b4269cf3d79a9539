import { Flex, Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from './states.module.css';

/**
 * What would stand here, and the one thing that brings it.
 *
 * @internal
 */
export const EmptyState = (props: {
  title: string;
  text: string;
  action?: ReactNode;
}) => (
  <Flex direction="column" gap="2" align="start" className={styles.empty}>
    <Text as="h3" variant="title-x-small" weight="bold">
      {props.title}
    </Text>
    <Text as="p" color="secondary">
      {props.text}
    </Text>
    {props.action}
  </Flex>
);
