/** Pauses of a watcher. */
export interface WatcherTiming {
  /** Before the second attempt to reach an instance; doubles up to `longestBackOffMs`, half of it at random. */
  firstBackOffMs: number;
  longestBackOffMs: number;
  /** Argo CD drops events when its buffer is full, so the list is read anew this often. */
  relistMs: number;
  /** Before the next list when one lacks what is known; doubles up to `relistMs`. */
  shortListMs: number;
  /** An instance that was silent for this long is asked whether it is there. */
  silenceMs: number;
  /** How long it may take to say so. */
  answerMs: number;
}

export const DEFAULT_TIMING: WatcherTiming = {
  firstBackOffMs: 1_000,
  longestBackOffMs: 30_000,
  relistMs: 5 * 60_000,
  shortListMs: 2_000,
  // Together less than the ten seconds within which pages say that it does not answer.
  silenceMs: 5_000,
  answerMs: 4_000,
};
