/**
 * @typedef {import('./options.mjs').Mode} Mode
 * @typedef {import('./options.mjs').Database} Database
 * @typedef {{ database: Database, size: number, mode: Mode, repetition: number, profiled?: boolean }} PlannedRun
 */

/** Twice the entities take twice the time: no target is about more of them. */
const MOST_LOCATIONS = 1000;

/**
 * Every run, in the order in which they are made. The modes of one repetition follow each other, in turned order the
 * next time, so that a machine that slows down slows all of them; ours is the very first, as the others get its entities.
 * @param {{ sizes: number[], databases: Database[], modes: Mode[], repetitions: number[], profile: boolean }} options
 *   repetitions: one for each size, the last for all that follow
 * @returns {PlannedRun[]}
 */
export function planRuns({ sizes, databases, modes, repetitions, profile }) {
  /** @type {PlannedRun[]} */
  const runs = [];
  sizes.forEach((size, at) => {
    const times = repetitions[Math.min(at, repetitions.length - 1)];
    const wanted = modes.filter(
      mode => mode !== 'stock-each' || size <= MOST_LOCATIONS,
    );
    for (const database of databases) {
      for (let repetition = 1; repetition <= times; repetition++) {
        const turned = repetition % 2 === 0;
        for (const mode of turned ? [...wanted].reverse() : wanted) {
          runs.push({ database, size, mode, repetition });
        }
      }
      if (profile) {
        for (const mode of wanted) {
          runs.push({ database, size, mode, repetition: 0, profiled: true });
        }
      }
    }
  });
  return runs;
}

/** The same text for the same run, told apart from all others. @param {PlannedRun} run */
export function runName({ database, size, mode, repetition, profiled }) {
  return `${database}-${size}-${mode}-${profiled ? 'profiled' : repetition}`;
}
