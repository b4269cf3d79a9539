import { useCallback, useLayoutEffect, useRef } from 'react';
import type { DialogParams } from './useDialogAddress';

/**
 * Notes in the address what a click in a dialog led to, so that a reload goes on with it. It happens when the answer comes: a
 * dialog that was closed meanwhile stays closed.
 *
 * @internal
 */
export function useDialogNote(dialog: {
  isOpen: boolean;
  change: (changes: DialogParams) => void;
}): (changes: DialogParams) => void {
  const latest = useRef(dialog);
  useLayoutEffect(() => {
    latest.current = dialog;
  });
  return useCallback(changes => {
    const { isOpen, change } = latest.current;
    if (isOpen) change(changes);
  }, []);
}
