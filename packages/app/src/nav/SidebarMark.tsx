import { useSidebarOpenState } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { appTranslationRef } from '../translation/appTranslationRef';
import styles from './SidebarMark.module.css';

/** Stonegarden's mark, three stones; the word beside it where there is room. */
export const SidebarMark = () => {
  const { t } = useTranslationRef(appTranslationRef);
  const { isOpen } = useSidebarOpenState();
  return (
    <Link
      href="/"
      standalone
      className={styles.mark}
      aria-label={t('nav.home')}
    >
      <svg
        className={styles.stones}
        viewBox="0 0 32 32"
        width={28}
        height={28}
        aria-hidden
      >
        <ellipse cx="16" cy="25.5" rx="13" ry="4.5" />
        <ellipse cx="15" cy="15.5" rx="9" ry="3.8" />
        <ellipse cx="17" cy="7" rx="5.5" ry="3" />
      </svg>
      {isOpen && <span className={styles.word}>Stonegarden</span>}
    </Link>
  );
};
