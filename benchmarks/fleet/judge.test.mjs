import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from './judge.mjs';

const page = {
  ...{ rowMs: 700, statesMs: 900, openMs: 300, stockMs: 2000 },
  ...{ filterMs: 60, filterLongMs: 0, scrollLongMs: 50, scrollFrameMs: 17 },
  ...{ rows: 30, elements: 2000, kilobytes: 300 },
};
const change = {
  ...{ shownP50Ms: 600, shownP95Ms: 900, pageLongMs: 0 },
  ...{ serverCpuMs: 500, clientsMs: 900 },
};

test('holds a page to what people wait for, and bytes only where they are few', () => {
  const { targets, holds } = judge([
    { services: 1000, page, change },
    { services: 5000, page: { ...page, kilobytes: 1500 }, change },
  ]);
  assert.equal(holds, true);
  assert.equal(targets.length, 11);
  assert.equal(targets.filter(({ name }) => name.includes('kB')).length, 1);
});

test('says what is missed', () => {
  const { targets, holds } = judge([
    {
      services: 1000,
      page: { ...page, statesMs: 1001, kilobytes: 401 },
      change,
    },
  ]);
  assert.equal(holds, false);
  assert.deepEqual(
    targets.filter(each => !each.holds).map(({ value }) => value),
    [1001, 401],
  );
});
