import assert from 'node:assert/strict';
import { test } from 'node:test';
import { median, percentile, round, slope } from './statistics.mjs';

test('the median of an even number lies between the two in the middle', () => {
  assert.equal(median([9, 1, 4]), 4);
  assert.equal(median([9, 1, 4, 5]), 4.5);
  assert.equal(median([undefined, 3, null]), 3);
  assert.equal(median([]), undefined);
});

test('rounds to what a person reads', () => {
  assert.equal(round(1.23456), 1.23);
  assert.equal(round(1.23456, 0), 1);
});

test('the slope is the growth per unit, whatever the constant part', () => {
  const points = [1, 5, 10].map(x => ({ x, y: 100 + 5 * x }));
  assert.equal(round(slope(points) ?? 0), 5);
  assert.equal(slope([{ x: 1, y: 2 }]), undefined);
});

test('a percentile is one of the values', () => {
  const values = [50, 10, 40, 20, 30];
  assert.equal(percentile(values, 0.5), 30);
  assert.equal(percentile(values, 0.95), 50);
  assert.equal(percentile([7], 0.95), 7);
});
