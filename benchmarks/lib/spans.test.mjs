import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coveredMs, stepsOf } from './spans.mjs';

const span = (/** @type {number} */ from, /** @type {number} */ until) => ({
  from,
  until,
});

test('time in which several spans lasted counts once', () => {
  assert.equal(coveredMs([]), 0);
  assert.equal(coveredMs([span(20, 30), span(0, 10), span(5, 12)]), 22);
  assert.equal(coveredMs([span(0, 100), span(10, 20), span(30, 40)]), 100);
});

test('spans at the same time are one step', () => {
  assert.equal(stepsOf([]), 0);
  assert.equal(stepsOf([span(0, 10), span(10, 20), span(25, 30)]), 3);
  assert.equal(stepsOf([span(0, 10), span(1, 9), span(10, 20)]), 2);
  assert.equal(stepsOf([span(0, 100), span(10, 20), span(30, 40)]), 2);
});
