import { RouterLink } from '@backstage/frontend-plugin-api';
import type { ReactNode } from 'react';
import { SelectService } from '../selection/SelectService';
import type { RowSelection } from './FleetRowFrame';
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
  selection?: RowSelection;
  /** What else is said of the service. */
  children?: ReactNode;
}) => {
  const { selection } = props;
  return (
    <div role="rowheader" className={styles.head} data-column={0}>
      {selection && (
        <SelectService {...selection} service={props.service} isInGrid />
      )}
      <div className={styles.service}>
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
    </div>
  );
};
