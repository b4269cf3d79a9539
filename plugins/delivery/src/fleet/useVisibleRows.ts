import { type RefObject, useLayoutEffect, useState } from 'react';
import { rowsBetween } from './windowing';

/** So many are rendered whole: the browser's own search finds them, and they cost little. */
const WHOLE = 60;
/** Rendered above and below what is seen, in pixels. */
const AROUND = 600;
/** Before anything is measured. */
const FIRST = 20;

/**
 * Which rows of a long list have to be there, whatever scrolls: the page or a part of it.
 *
 * @param list - the element that has the height of all rows
 * @param offsets - where each row begins, and where the last one ends
 * @returns index of the first row, and of the first one after the last
 * @internal
 */
export function useVisibleRows(
  list: RefObject<HTMLElement>,
  offsets: readonly number[],
): [number, number] {
  const count = offsets.length - 1;
  const isWhole = count <= WHOLE;
  const [[start, end], setRange] = useState<[number, number]>([0, FIRST]);

  useLayoutEffect(() => {
    if (isWhole) return undefined;
    const measure = () => {
      const top = list.current?.getBoundingClientRect().top ?? 0;
      const next = rowsBetween(
        offsets,
        -top - AROUND,
        window.innerHeight - top + AROUND,
      );
      setRange(before =>
        before[0] === next[0] && before[1] === next[1] ? before : next,
      );
    };
    measure();
    // Scrolling does not bubble, but it can be caught on its way down.
    document.addEventListener('scroll', measure, {
      capture: true,
      passive: true,
    });
    window.addEventListener('resize', measure);
    // What stands above may grow.
    const observer =
      typeof ResizeObserver === 'undefined'
        ? undefined
        : new ResizeObserver(measure);
    observer?.observe(document.body);
    return () => {
      document.removeEventListener('scroll', measure, { capture: true });
      window.removeEventListener('resize', measure);
      observer?.disconnect();
    };
  }, [isWhole, list, offsets]);

  return isWhole ? [0, count] : [Math.min(start, count), Math.min(end, count)];
}
