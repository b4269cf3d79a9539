const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/**
 * 7 → "7 s", 95 → "1 min 35 s".
 * @param {number} ms
 */
export function elapsed(ms) {
  const seconds = Math.round(ms / 1000);
  return seconds < 60
    ? `${seconds} s`
    : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/**
 * Says what is going on, so that a long step never looks like a hang: one line that moves on a terminal, and plain
 * lines, at most one each ten seconds, where the output is kept (CI, a file).
 * @param {{ stream?: { write(text: string): unknown, isTTY?: boolean, columns?: number }, plain?: boolean, now?: () => number }} [options]
 */
export function createProgress({
  stream = process.stdout,
  plain = !stream.isTTY || Boolean(process.env.CI),
  now = Date.now,
} = {}) {
  return {
    /** @param {string} text a line of its own */
    line(text) {
      stream.write(`${text}\n`);
    },

    /**
     * @template T
     * @param {string} title what is done, as in "Installing packages"
     * @param {(update: (detail: string) => void) => Promise<T>} work
     * @returns {Promise<T>}
     */
    async step(title, work) {
      const started = now();
      let detail = '';
      let frame = 0;
      let saidAt = started;
      const text = () =>
        `${title} · ${elapsed(now() - started)}${detail && ` · ${detail}`}`;
      const redraw = () => {
        frame = (frame + 1) % FRAMES.length;
        const line = `${FRAMES[frame]} ${text()}`;
        stream.write(`\r\u001b[2K${line.slice(0, (stream.columns ?? 80) - 1)}`);
      };
      const clear = () => !plain && stream.write('\r\u001b[2K');
      const repeat = () => {
        saidAt = now();
        stream.write(`  ${text()}\n`);
      };
      if (plain) {
        stream.write(`… ${title}\n`);
      }
      const timer = setInterval(plain ? repeat : redraw, plain ? 10_000 : 100);
      try {
        const result = await work(next => {
          detail = next.trim();
          // A new detail is worth a line of its own, unless they come in a stream.
          if (plain && now() - saidAt >= 10_000) {
            repeat();
          }
        });
        clear();
        stream.write(`✓ ${title} · ${elapsed(now() - started)}\n`);
        return result;
      } catch (error) {
        clear();
        stream.write(`✗ ${title} · ${elapsed(now() - started)}\n`);
        throw error;
      } finally {
        clearInterval(timer);
      }
    },
  };
}

/** @typedef {ReturnType<typeof createProgress>} Progress */
