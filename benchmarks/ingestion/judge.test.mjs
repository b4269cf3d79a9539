import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from './judge.mjs';

/**
 * @param {import('./planRuns.mjs').Mode} mode
 * @param {object} measured
 * @param {number} [size]
 * @returns {import('./judge.mjs').DoneRun}
 */
function run(mode, measured, size = 1000) {
  return {
    ...{ database: 'sqlite', size, mode, repetition: 1 },
    measured: {
      ...{ seconds: 10, cpuS: 5, idleS: 3, peakRssMb: 400 },
      ...{ loopMaxMs: 50, loopP99Ms: 20, heapGrowthMb: 4, idleCpuShare: 0 },
      served: {
        ...{ kinds: {}, withProblems: 0, relations: 0, searchRows: 0 },
        digest: 'same',
      },
      ...measured,
    },
  };
}
const steady = {
  changeMs: [600, 700, 2000],
  changeLoopMaxMs: 60,
  scheduledReadMs: 12,
  parsedPerPush: 1,
};

test('all targets hold', () => {
  const { targets, holds } = judge([
    run('ours', { seconds: 10.4, ...steady }),
    run('bare', { seconds: 10 }),
    run('stock', { seconds: 14 }),
    run('stock-each', { seconds: 14 }),
  ]);
  assert.deepEqual(
    targets.filter(target => !target.holds),
    [],
  );
  assert.equal(targets.length, 8);
  assert.equal(holds, true);
});

for (const [name, ours] of /** @type {const} */ ([
  ['time to all served, of the bare provider', { seconds: 10.6 }],
  ['time to all served, of stock (a glob)', { seconds: 10.4, stock: 13 }],
  [
    'time to all served, of stock (a location each)',
    { seconds: 10.4, each: 13 },
  ],
  ['change served after the push, ms', { changeMs: [1600, 1600, 100] }],
  ['scheduled read with nothing new, ms', { scheduledReadMs: 51 }],
  ['manifests parsed per changed manifest', { parsedPerPush: 0 }],
  ['longest stall of the event loop, ms', { changeLoopMaxMs: 201 }],
])) {
  test(`a miss is told: ${name}`, () => {
    const { targets, holds } = judge([
      run('ours', { ...steady, ...ours }),
      run('bare', {}),
      run('stock', { seconds: 'stock' in ours ? ours.stock : 20 }),
      run('stock-each', { seconds: 'each' in ours ? ours.each : 20 }),
    ]);
    assert.deepEqual(
      targets.filter(target => !target.holds).map(target => target.name),
      [name],
    );
    assert.equal(holds, false);
  });
}

test('runs are compared with those that were made next to them', () => {
  const { figures } = judge(
    [10, 20, 40].flatMap((seconds, at) =>
      /** @type {const} */ (['ours', 'bare']).map(mode => ({
        ...run(mode, { seconds: mode === 'bare' ? seconds : seconds * 1.1 }),
        repetition: at + 1,
      })),
    ),
  );
  assert.equal(figures[0].oursToBare, 1.1);
});

test('a catalog that differs from the bare one is a miss', () => {
  const served = { digest: 'other' };
  assert.equal(
    judge([run('ours', steady), run('bare', { served })]).holds,
    false,
  );
});

test('what was not measured does not hold', () => {
  assert.equal(judge([run('ours', {})]).holds, false);
});

test('memory is told per thousand services, profiled runs count nowhere', () => {
  const { heapMbPer1000Services } = judge([
    run('ours', { ...steady, heapGrowthMb: 14 }, 1000),
    run('ours', { ...steady, heapGrowthMb: 34 }, 5000),
    { ...run('ours', { heapGrowthMb: 900 }, 10000), profiled: true },
  ]);
  assert.deepEqual(heapMbPer1000Services, { ours: 5 });
});
