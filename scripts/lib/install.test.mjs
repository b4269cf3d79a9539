import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { installFingerprint, shorten } from './install.mjs';

function repository(t) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'install-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  fs.mkdirSync(path.join(folder, 'packages/app/src'), { recursive: true });
  const write = (file, text) => fs.writeFileSync(path.join(folder, file), text);
  write('package.json', '{}');
  write('yarn.lock', 'a');
  write('packages/app/package.json', '{}');
  return { folder, write };
}

test('installFingerprint changes with lockfile and manifests', t => {
  const { folder, write } = repository(t);
  const seen = new Set([installFingerprint(folder)]);
  write('yarn.lock', 'b');
  seen.add(installFingerprint(folder));
  write('packages/app/package.json', '{"name":"app"}');
  seen.add(installFingerprint(folder));
  write('.yarnrc.yml', 'nodeLinker: node-modules');
  seen.add(installFingerprint(folder));
  assert.equal(seen.size, 4);
});

test('installFingerprint does not change with sources', t => {
  const { folder, write } = repository(t);
  const before = installFingerprint(folder);
  write('packages/app/src/index.ts', 'export {}');
  assert.equal(installFingerprint(folder), before);
});

test('shorten keeps what a person wants to read', () => {
  assert.equal(
    shorten('➤ YN0013: │ 12 packages were added'),
    '12 packages were added',
  );
  assert.equal(shorten('➤ YN0000: ┌ Link step'), 'Link step');
  assert.equal(
    shorten('➤ YN0000: │ better-sqlite3@npm:12.11.1 STDERR gyp info ok'),
    'compiling better-sqlite3',
  );
});
