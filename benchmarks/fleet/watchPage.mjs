/**
 * Runs in every page before anything else: notes tasks longer than 50 ms, and tells when the page shows something, in
 * milliseconds since the navigation. It knows the page by roles and texts alone.
 */
export function watchPage() {
  const STATE = /healthy|degraded|suspended|progressing/i;
  /** @type {number[]} */
  const longTasks = [];
  new PerformanceObserver(list => {
    for (const { duration } of list.getEntries()) {
      longTasks.push(Math.round(duration));
    }
  }).observe({ type: 'longtask', buffered: true });

  const textOf = (/** @type {Element} */ element) =>
    [
      element.textContent,
      ...Array.from(
        element.querySelectorAll('[aria-label], [title]'),
        one => `${one.getAttribute('aria-label')} ${one.getAttribute('title')}`,
      ),
    ].join(' ');

  /** Rows of the list that are about services. */
  const rows = () =>
    [...document.querySelectorAll('[role="row"], tbody tr')]
      .map(row => ({ row, text: textOf(row) }))
      .filter(({ text }) => /svc-\d{5}/.test(text));

  /** Whether a row has four environments, and what they are. */
  const hasStates = () =>
    rows().some(
      ({ row, text }) =>
        STATE.test(text) && row.querySelectorAll('a').length >= 5,
    );

  /** Resolves with the time at which a condition first holds, once it is painted. */
  const when = (/** @type {() => boolean} */ condition) =>
    new Promise(resolve => {
      const look = () => {
        if (!document.body || !condition()) {
          return false;
        }
        observer.disconnect();
        requestAnimationFrame(() =>
          setTimeout(() => resolve(performance.now())),
        );
        return true;
      };
      const observer = new MutationObserver(look);
      observer.observe(document, {
        ...{ subtree: true, childList: true },
        ...{ attributes: true, characterData: true },
      });
      look();
    });

  const api = {
    longTasks,
    rows: () => rows().length,
    elements: () => document.querySelectorAll('*').length,
    firstRow: when(() => rows().length > 0),
    firstStates: when(hasStates),
    whenStates: () => when(hasStates),
    /** Milliseconds from the next input until only rows with this text are left. */
    filterTo(/** @type {string} */ wanted) {
      return new Promise(resolve =>
        document.addEventListener(
          'input',
          async () => {
            const began = performance.now();
            const until = await when(() => {
              const shown = rows();
              return (
                shown.length > 0 &&
                shown.every(({ text }) => text.includes(wanted))
              );
            });
            resolve(Number(until) - began);
          },
          { capture: true, once: true },
        ),
      );
    },
    /** When the row with a text says something of an environment, in milliseconds since the epoch. */
    async says(/** @type {string} */ wanted, /** @type {string} */ said) {
      const at = await when(() =>
        rows().some(
          ({ text }) =>
            text.includes(wanted) &&
            text.toLowerCase().includes(said.toLowerCase()),
        ),
      );
      return performance.timeOrigin + Number(at);
    },
    async scroll(/** @type {number} */ distance) {
      const list = document.querySelector('[role="grid"], table');
      let scroller = list?.parentElement;
      while (
        scroller &&
        !(
          scroller.scrollHeight > scroller.clientHeight + 200 &&
          /auto|scroll/.test(getComputedStyle(scroller).overflowY)
        )
      ) {
        scroller = scroller.parentElement;
      }
      const target = scroller ?? document.scrollingElement;
      const before = longTasks.length;
      /** @type {number[]} */
      const frames = [];
      let last = performance.now();
      for (let at = 0; at < distance; at += 240) {
        target?.scrollBy(0, 240);
        await new Promise(resolve => requestAnimationFrame(resolve));
        const now = performance.now();
        frames.push(now - last);
        last = now;
      }
      await new Promise(resolve => setTimeout(resolve, 300));
      return {
        longTasks: longTasks.slice(before),
        frames,
        moved: target?.scrollTop ?? 0,
      };
    },
  };
  Object.assign(window, { stonegardenBench: api });
}
