import { useEffect, useState } from 'react';

/**
 * The time now in milliseconds, renewed every few seconds so that ages on the page stay true.
 *
 * @internal
 */
export function useNow(everyMs = 5_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  // A fresh fact may be younger than the last tick.
  return Math.max(now, Date.now());
}
