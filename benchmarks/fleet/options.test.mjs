import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../scripts/lib/Failure.mjs';
import { readOptions } from './options.mjs';

test('without options both sizes are measured', () => {
  assert.deepEqual(readOptions([]).services, [1000, 5000]);
  assert.equal(readOptions([]).clients, 50);
  assert.deepEqual(readOptions(['--services', '200']).services, [200]);
});

test('says what would be right', () => {
  for (const args of [
    ['--services', '1000,few'],
    ['--services', '99'],
    ['--rounds', '0'],
    ['--unknown'],
  ]) {
    assert.throws(() => readOptions(args), Failure, args.join(' '));
  }
});
