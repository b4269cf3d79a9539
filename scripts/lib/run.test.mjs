import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from './run.mjs';

test('run returns the exit code and both streams, and calls back line by line', async () => {
  const lines = [];
  const result = await run(
    process.execPath,
    ['-e', 'console.log("one\\ntwo"); console.error("three"); process.exit(3)'],
    { onLine: line => lines.push(line) },
  );
  assert.equal(result.code, 3);
  assert.deepEqual(lines.sort(), ['one', 'three', 'two']);
  assert.match(result.output, /two/);
  assert.equal(result.missing, false);
});

test('run says that a program is missing', async () => {
  const result = await run('no-such-program-here', []);
  assert.equal(result.missing, true);
  assert.equal(result.code, null);
});

test('run ends a program that takes too long', async () => {
  const result = await run(
    process.execPath,
    ['-e', 'setInterval(() => {}, 1000)'],
    { timeoutMs: 200 },
  );
  assert.equal(result.timedOut, true);
  assert.equal(result.code, null);
});

test('run keeps only the last 200 lines', async () => {
  const result = await run(process.execPath, [
    '-e',
    'for (let i = 1; i <= 500; i++) console.log(i)',
  ]);
  assert.equal(result.output.split('\n').length, 200);
  assert.match(result.output, /^301\n/);
});
