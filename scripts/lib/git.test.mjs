import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { assertGit } from './git.mjs';

test('git is found where it is', async () => {
  await assertGit();
});

test('without git it says so and how to get it', async t => {
  const empty = fs.mkdtempSync(path.join(os.tmpdir(), 'no-git-'));
  t.after(() => fs.rmSync(empty, { recursive: true }));
  await assert.rejects(assertGit({ PATH: empty }, 'linux'), error => {
    assert.match(error.message, /git was not found/);
    assert.match(error.advice.join(), /apt-get install -y git/);
    return true;
  });
  await assert.rejects(assertGit({ PATH: empty }, 'darwin'), error => {
    assert.match(error.advice.join(), /xcode-select/);
    return true;
  });
});

test('a git without http-backend is named', async t => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'small-git-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  fs.writeFileSync(
    path.join(folder, 'git'),
    `#!/bin/sh
[ "$1" = --version ] && exit 0
echo "git: 'http-backend' is not a git command." >&2
exit 1
`,
    { mode: 0o755 },
  );
  await assert.rejects(assertGit({ PATH: folder }, 'linux'), /http-backend/);
});
