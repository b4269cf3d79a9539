import { useEffect, useRef, useState } from 'react';

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
  // What happened since the last key, such as another choice, counts too.
  const newest = useRef(onSettled);
  useEffect(() => {
    newest.current = onSettled;
  }, [onSettled]);
  useEffect(() => {
    if (typed === value) return undefined;
    const timer = setTimeout(() => {
      setSent(typed);
      newest.current(typed);
    }, WAIT_MS);
    return () => clearTimeout(timer);
  }, [typed, value]);
  return [typed, setTyped];
}
