import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertPlatform } from './platform.mjs';

test('Windows is sent to WSL, the others pass', () => {
  assert.throws(
    () => assertPlatform('win32'),
    error => {
      assert.match(error.advice.join(), /wsl --install/);
      return true;
    },
  );
  assertPlatform('linux');
  assertPlatform('darwin');
});
