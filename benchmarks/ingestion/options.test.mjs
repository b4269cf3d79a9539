import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../scripts/lib/Failure.mjs';
import { readOptions } from './options.mjs';

test('without options everything is measured', () => {
  const options = readOptions([]);
  assert.deepEqual(options.sizes, [1000, 5000, 10000]);
  assert.deepEqual(options.databases, ['sqlite', 'postgres']);
  assert.deepEqual(options.modes, ['ours', 'bare', 'stock', 'stock-each']);
  assert.equal(options.overlays, true);
  assert.equal(options.engine, undefined);
});

test('modes come in the order in which they can be measured', () => {
  assert.deepEqual(readOptions(['--modes', 'stock,ours']).modes, [
    'ours',
    'stock',
  ]);
});

test('says what would be right', () => {
  for (const args of [
    ['--sizes', '0'],
    ['--sizes', '1000,many'],
    ['--databases', 'mysql'],
    ['--engine', '{'],
    ['--unknown'],
  ]) {
    assert.throws(() => readOptions(args), Failure, args.join(' '));
  }
});
