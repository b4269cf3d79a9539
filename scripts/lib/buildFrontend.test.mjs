import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { frontendFingerprint, isFrontendBuilt } from './buildFrontend.mjs';

function repository(t) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'frontend-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const write = (file, text) => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  };
  const manifest = (at, name, ...dependencies) =>
    write(
      `${at}/package.json`,
      JSON.stringify({
        name,
        dependencies: Object.fromEntries(dependencies.map(d => [d, '*'])),
      }),
    );
  manifest('packages/app', 'app', 'delivery', 'react');
  manifest('plugins/delivery', 'delivery', 'names');
  manifest('packages/names', 'names');
  manifest('plugins/delivery-backend', 'delivery-backend', 'names');
  write('yarn.lock', 'a');
  write('app-config.yaml', 'a');
  for (const at of [
    'packages/app',
    'packages/names',
    'plugins/delivery',
    'plugins/delivery-backend',
  ]) {
    write(`${at}/src/index.ts`, 'a');
  }
  return { folder, write };
}

test('frontendFingerprint changes with all that is bundled', t => {
  const { folder, write } = repository(t);
  const seen = new Set([frontendFingerprint(folder)]);
  const changes = [
    'yarn.lock',
    'app-config.yaml',
    'packages/app/src/index.ts',
    'packages/app/public/index.html',
    'plugins/delivery/src/page/Page.tsx',
    'plugins/delivery/config.d.ts',
    // Imported by a package that the app imports.
    'packages/names/src/index.ts',
  ];
  for (const file of changes) {
    write(file, 'changed');
    seen.add(frontendFingerprint(folder));
  }
  assert.equal(seen.size, changes.length + 1);
});

test('frontendFingerprint does not change with what is not bundled', t => {
  const { folder, write } = repository(t);
  const before = frontendFingerprint(folder);
  for (const file of [
    'plugins/delivery-backend/src/index.ts',
    'packages/names/src/index.test.ts',
    'packages/app/dist/static/main.js',
    'plugins/delivery/README.md',
    'app-config.sandbox.yaml',
  ]) {
    write(file, 'changed');
  }
  assert.equal(frontendFingerprint(folder), before);
});

test('isFrontendBuilt: only with the stamp of these sources', t => {
  const { folder, write } = repository(t);
  assert.equal(isFrontendBuilt(folder), false);
  write('packages/app/dist/.fingerprint', frontendFingerprint(folder));
  assert.equal(isFrontendBuilt(folder), true);
  write('packages/app/src/index.ts', 'changed');
  assert.equal(isFrontendBuilt(folder), false);
});
