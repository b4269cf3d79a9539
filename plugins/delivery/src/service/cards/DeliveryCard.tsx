import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import { type ReactNode, useId } from 'react';
import styles from './cards.module.css';

/**
 * The frame of a card on a service's overview: a title, and perhaps a link at its right.
 *
 * @internal
 */
export const DeliveryCard = (props: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}) => {
  const title = useId();
  return (
    <Card role="region" aria-labelledby={title}>
      <CardHeader className={styles.header}>
        <Text as="h2" id={title} variant="title-x-small" weight="bold">
          {props.title}
        </Text>
        {props.aside}
      </CardHeader>
      <CardBody>{props.children}</CardBody>
    </Card>
  );
};
