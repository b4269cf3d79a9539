import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitUntil } from './waitUntil.mjs';

test('waits through "no" and errors until the answer is yes', async () => {
  let asked = 0;
  await waitUntil(
    () => {
      asked += 1;
      if (asked === 1) {
        throw new Error('not there');
      }
      return asked === 3;
    },
    { timeoutMs: 1_000, everyMs: 1 },
  );
  assert.equal(asked, 3);
});

test('gives the last error when the time is over', async () => {
  await assert.rejects(
    waitUntil(
      () => {
        throw new Error('connection refused');
      },
      { timeoutMs: 10, everyMs: 1 },
    ),
    /connection refused/,
  );
  await assert.rejects(
    waitUntil(() => false, { timeoutMs: 10, everyMs: 1 }),
    /Nothing after/,
  );
});

test('stops with the signal’s reason', async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error('child died')), 20);
  await assert.rejects(
    waitUntil(() => false, {
      timeoutMs: 5_000,
      everyMs: 1_000,
      signal: controller.signal,
    }),
    /child died/,
  );
});
