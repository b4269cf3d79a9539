import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProgress, elapsed } from './progress.mjs';

function fakeStream() {
  const chunks = [];
  return { write: text => chunks.push(text), text: () => chunks.join('') };
}

test('elapsed speaks in seconds, then minutes', () => {
  assert.equal(elapsed(7_400), '7 s');
  assert.equal(elapsed(95_000), '1 min 35 s');
});

test('plain progress writes whole lines with the time taken', async () => {
  const stream = fakeStream();
  let clock = 0;
  const progress = createProgress({ stream, plain: true, now: () => clock });
  const result = await progress.step('Installing', async update => {
    update('resolving');
    clock = 12_000;
    update('fetching');
    clock = 15_000;
    return 42;
  });
  assert.equal(result, 42);
  assert.equal(
    stream.text(),
    '… Installing\n  Installing · 12 s · fetching\n✓ Installing · 15 s\n',
  );
});

test('a failed step says so and passes the error on', async () => {
  const stream = fakeStream();
  const progress = createProgress({ stream, plain: true, now: () => 0 });
  await assert.rejects(
    progress.step('Installing', async () => {
      throw new Error('no');
    }),
    /no/,
  );
  assert.match(stream.text(), /✗ Installing/);
});
