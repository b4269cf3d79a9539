import { useEffect, type RefObject } from 'react';

/**
 * When a dialog closes whose button is gone by then, the keyboard goes on at the next control of that place instead
 * of at the top of the page.
 *
 * @internal
 */
export function useFocusAfter(
  open: boolean,
  place: RefObject<HTMLElement>,
): void {
  useEffect(() => {
    if (!open) return undefined;
    const control = () =>
      place.current?.querySelector<HTMLElement>('button, a[href]');
    return () => {
      // After the dialog itself has tried to give the focus back.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          if (document.activeElement !== document.body) return;
          control()?.focus();
        }),
      );
    };
  }, [open, place]);
}
