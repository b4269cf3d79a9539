import { useEffect, useState } from 'react';

const WAIT_MS = 300;

/**
 * A text that is typed: what the field shows at once, and what is done with it once a moment passed without a key. A value
 * that changes from outside replaces what was typed.
 *
 * @internal
 */
export function useDebounced(
  value: string,
  onSettled: (value: string) => void,
): [string, (text: string) => void] {
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(value);
  const [sent, setSent] = useState(value);
  if (value !== seen) {
    setSeen(value);
    if (value !== sent) setTyped(value);
  }
  useEffect(() => {
    if (typed === value) return undefined;
    const timer = setTimeout(() => {
      setSent(typed);
      onSettled(typed);
    }, WAIT_MS);
    return () => clearTimeout(timer);
    // A new function of the caller is no new text.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [typed, value]);
  return [typed, setTyped];
}
