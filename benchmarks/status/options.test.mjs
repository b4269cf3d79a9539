import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../scripts/lib/Failure.mjs';
import { readOptions } from './options.mjs';

test('without options everything is measured', () => {
  const options = readOptions([]);
  assert.equal(options.applications, 5000);
  assert.equal(options.latencyMs, 50);
  assert.deepEqual(options.indexes, [5000, 20000]);
  assert.deepEqual(options.subjects, ['ours', 'community', 'roadie']);
});

test('subjects come in the order in which they are measured', () => {
  assert.deepEqual(readOptions(['--subjects', 'roadie,ours']).subjects, [
    'ours',
    'roadie',
  ]);
  assert.equal(readOptions(['--latency', '0']).latencyMs, 0);
});

test('says what would be right', () => {
  for (const args of [
    ['--applications', '3'],
    ['--indexes', '5000,many'],
    ['--views', '30'],
    ['--rounds', '0'],
    ['--subjects', 'argo'],
    ['--unknown'],
  ]) {
    assert.throws(() => readOptions(args), Failure, args.join(' '));
  }
});
