import { useSidebarOpenState } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { Stones } from '../Stones';
import { appTranslationRef } from '../translation/appTranslationRef';

// The sidebar is core-components', so its colors are the theme's, not @backstage/ui's.
const useStyles = makeStyles((theme: Theme) => ({
  mark: {
    display: 'flex',
    flex: 'none',
    alignItems: 'center',
    gap: 12,
    height: 72,
    paddingInlineStart: 22,
    // Twice the class: @backstage/ui's own link color comes with the same weight.
    '&&': {
      color: theme.palette.navigation.selectedColor,
      textDecoration: 'none',
    },
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.navigation.selectedColor}`,
      outlineOffset: -4,
    },
  },
  stones: { flex: 'none', fill: theme.palette.navigation.indicator },
  word: {
    fontFamily: theme.typography.fontFamily,
    fontSize: 18,
    fontWeight: 600,
    letterSpacing: '0.01em',
  },
}));

/** Stonegarden's mark, three stones; the word beside it where there is room. */
export const SidebarMark = () => {
  const { t } = useTranslationRef(appTranslationRef);
  const { isOpen } = useSidebarOpenState();
  const styles = useStyles();
  return (
    <Link
      href="/"
      standalone
      className={styles.mark}
      aria-label={t('nav.home')}
    >
      <Stones size={28} className={styles.stones} />
      {isOpen && <span className={styles.word}>Stonegarden</span>}
    </Link>
  );
};
