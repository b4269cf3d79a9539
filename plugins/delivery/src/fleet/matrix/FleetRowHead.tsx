import { RouterLink } from '@backstage/frontend-plugin-api';
import type { ReactNode } from 'react';
import styles from './FleetMatrix.module.css';

/**
 * The first cell of a line of the matrix: names the service, and leads to its page.
 *
 * @internal
 */
export const FleetRowHead = (props: {
  /** Of the element that names the service. */
  id: string;
  service: string;
  href: string;
  tabIndex: number;
  /** What else is said of the service. */
  children?: ReactNode;
}) => (
  <div role="rowheader" className={styles.service} data-column={0}>
    <RouterLink
      id={props.id}
      href={props.href}
      className={styles.serviceLink}
      tabIndex={props.tabIndex}
    >
      {props.service}
    </RouterLink>
    {props.children}
  </div>
);
