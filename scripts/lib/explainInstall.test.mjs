import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainInstall } from './explainInstall.mjs';

test('explainInstall names what to do for each known reason', () => {
  assert.match(
    explainInstall('YN0001: RequestError: getaddrinfo ENOTFOUND registry'),
    /No network/,
  );
  assert.match(
    explainInstall('➤ YN0028: │ The lockfile would have been modified'),
    /yarn\.lock does not fit/,
  );
  assert.match(explainInstall('ENOSPC: no space left on device'), /disk/);
  assert.match(
    explainInstall("➤ YN0009: │ better-sqlite3 couldn't be built"),
    /compiler/,
  );
  assert.match(explainInstall('something else'), /lines above/);
});
