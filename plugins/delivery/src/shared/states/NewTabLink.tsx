import { Link } from '@backstage/ui';
import { RiExternalLinkLine } from '@remixicon/react';
import type { ReactNode } from 'react';
import styles from './NewTabLink.module.css';

/**
 * A link out of the portal. The label says where it leads and that a tab opens.
 *
 * @internal
 */
export const NewTabLink = (props: {
  href: string;
  label: string;
  children: ReactNode;
}) => (
  <Link
    href={props.href}
    target="_blank"
    rel="noopener noreferrer"
    aria-label={props.label}
    className={styles.link}
  >
    <span>{props.children}</span>
    <RiExternalLinkLine size={14} aria-hidden />
  </Link>
);
