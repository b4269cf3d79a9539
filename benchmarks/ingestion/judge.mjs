import { median, round, slope } from '../lib/statistics.mjs';

/**
 * @typedef {Awaited<ReturnType<typeof import('./measureRun.mjs').measureRun>>} Measured
 * @typedef {import('./planRuns.mjs').PlannedRun & { measured: Measured }} DoneRun
 * @typedef {{ name: string, where: string, limit: number, value: number | undefined, holds: boolean, note?: string }} Target
 */

/** Medians of what is measured alike in each mode. @param {Measured[]} runs */
function summarise(runs) {
  const of = (/** @type {(run: Measured) => number | undefined} */ pick) => {
    const value = median(runs.map(pick));
    return value === undefined ? undefined : round(value, 3);
  };
  const changes = runs.flatMap(run => run.changeMs ?? []);
  const change = median(changes);
  return {
    runs: runs.length,
    seconds: of(run => run.seconds),
    cpuS: of(run => run.cpuS),
    idleS: of(run => run.idleS),
    peakRssMb: of(run => run.peakRssMb),
    loopMaxMs: of(run => Math.max(run.loopMaxMs, run.changeLoopMaxMs ?? 0)),
    loopP99Ms: of(run => run.loopP99Ms),
    heapGrowthMb: of(run => run.heapGrowthMb),
    idleCpuShare: of(run => run.idleCpuShare),
    ...(change !== undefined && {
      changeMs: round(change, 0),
      slowestChangeMs: round(Math.max(...changes), 0),
    }),
    scheduledReadMs: of(run => run.scheduledReadMs),
    parsedPerPush: of(run => run.parsedPerPush),
    archivesPerPush: of(run => run.archivesPerPush),
    served: runs[0]?.served,
  };
}

/**
 * Figures by database and size, and what they say about the targets.
 * @param {DoneRun[]} done
 */
export function judge(done) {
  const plain = done.filter(run => !run.profiled);
  const figures = figuresOf(plain);
  const targets = figures.flatMap(targetsOf);
  return {
    figures,
    heapMbPer1000Services: heapPerThousand(plain),
    targets,
    holds: targets.every(target => target.holds),
  };
}

/** @param {DoneRun[]} plain */
function figuresOf(plain) {
  const keys = [
    ...new Set(plain.map(({ database, size }) => `${database} ${size}`)),
  ];
  return keys.map(key => {
    const [database, size] = key.split(' ');
    const runsOf = (/** @type {string} */ mode) =>
      plain.filter(
        run =>
          run.mode === mode &&
          run.database === database &&
          run.size === Number(size),
      );
    const of = (/** @type {string} */ mode) => {
      const runs = runsOf(mode).map(run => run.measured);
      return runs.length ? summarise(runs) : undefined;
    };
    const oursTo = (/** @type {string} */ mode) =>
      ratio(runsOf('ours'), runsOf(mode));
    const [ours, bare, stock] = [of('ours'), of('bare'), of('stock')];
    const stockEach = of('stock-each');
    return {
      ...{ database, size: Number(size), ours, bare, stock, stockEach },
      oursToBare: oursTo('bare'),
      oursToStock: oursTo('stock'),
      oursToStockEach: oursTo('stock-each'),
    };
  });
}

/** @typedef {ReturnType<typeof figuresOf>[number]} Figures */

/** @param {Figures} figures @returns {Target[]} */
function targetsOf({
  database,
  size,
  ours,
  bare,
  stock,
  stockEach,
  oursToBare,
  oursToStock,
  oursToStockEach,
}) {
  if (!ours) {
    return [];
  }
  const where = `${size} services, ${database}`;
  const atMost = (
    /** @type {string} */ name,
    /** @type {number} */ limit,
    /** @type {number | undefined} */ value,
    /** @type {string | undefined} */ note = undefined,
  ) => ({
    ...{ name, where, limit, value, ...(note && { note }) },
    holds: value !== undefined && value <= limit,
  });
  return [
    ...(bare
      ? [atMost('time to all served, of the bare provider', 1.05, oursToBare)]
      : []),
    ...(stock && size === 1000
      ? [atMost('time to all served, of stock (a glob)', 0.75, oursToStock)]
      : []),
    ...(stockEach && size === 1000
      ? [
          atMost(
            'time to all served, of stock (a location each)',
            0.75,
            oursToStockEach,
          ),
        ]
      : []),
    atMost('change served after the push, ms', 1500, ours.changeMs),
    atMost('scheduled read with nothing new, ms', 50, ours.scheduledReadMs),
    {
      ...{ name: 'manifests parsed per changed manifest', where, limit: 1 },
      value: ours.parsedPerPush,
      holds: ours.parsedPerPush === 1,
    },
    atMost(
      'longest stall of the event loop, ms',
      200,
      ours.loopMaxMs,
      bare && `the bare provider's: ${bare.loopMaxMs}`,
    ),
    ...(bare
      ? [
          {
            ...{ name: 'catalogs that differ from the bare one', where },
            limit: 0,
            value: Number(ours.served?.digest !== bare.served?.digest),
            holds: ours.served?.digest === bare.served?.digest,
          },
        ]
      : []),
  ];
}

/**
 * The median of how much longer each run took than the one of the same repetition: those follow each other, so that they
 * are compared at the same speed of the machine.
 * @param {DoneRun[]} runs
 * @param {DoneRun[]} bases
 */
function ratio(runs, bases) {
  const ratios = runs.map(run => {
    const base = bases.find(one => one.repetition === run.repetition);
    return base && run.measured.seconds / base.measured.seconds;
  });
  const value = median(ratios);
  return value === undefined ? undefined : round(value, 3);
}

/** What each thousand services adds to the heap, by mode. @param {DoneRun[]} runs */
function heapPerThousand(runs) {
  return Object.fromEntries(
    [...new Set(runs.map(run => run.mode))].map(mode => {
      const growth = slope(
        runs
          .filter(run => run.mode === mode)
          .map(run => ({ x: run.size / 1000, y: run.measured.heapGrowthMb })),
      );
      return [mode, growth === undefined ? undefined : round(growth)];
    }),
  );
}
