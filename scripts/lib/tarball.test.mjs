import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { findTarballProblems, readTarball } from './tarball.mjs';

const license = Buffer.from('Apache');

function tarball(t, manifest, files) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tarball-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries({
    'package.json': JSON.stringify(manifest),
    LICENSE: 'Apache',
    'CHANGELOG.md': '# x\n\n## 1.0.0\n\nFirst.\n',
    ...files,
  })) {
    const file = path.join(folder, 'package', name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
  return readTarball(
    execFileSync('tar', ['-czf', '-', 'package'], { cwd: folder }),
  );
}

const good = {
  version: '1.0.0',
  main: 'dist/index.esm.js',
  exports: {
    '.': { backstage: '@backstage/BackendFeature', types: './dist/index.d.ts' },
  },
  engines: { node: '>=22' },
  dependencies: { other: '^1.0.0' },
};
const built = { 'dist/index.esm.js': '', 'dist/index.d.ts': 'x'.repeat(2000) };

test('a whole package has no problems', t => {
  const files = tarball(t, good, built);
  assert.equal(files.get('dist/index.d.ts').length, 2000);
  assert.deepEqual(findTarballProblems(files, license), []);
});

test('files that are named and missing', t => {
  const files = tarball(
    t,
    { ...good, main: 'dist/index.cjs.js', bin: { tool: 'bin/tool' } },
    built,
  );
  assert.deepEqual(findTarballProblems(files, license), [
    'main names dist/index.cjs.js, which is not in it',
    'bin.tool names bin/tool, which is not in it',
  ]);
});

test('no license, no entry in the changelog, no engines, a workspace range', t => {
  const files = tarball(
    t,
    {
      ...good,
      version: '1.1.0',
      engines: {},
      dependencies: { own: 'workspace:^' },
    },
    { ...built, LICENSE: 'MIT' },
  );
  assert.deepEqual(findTarballProblems(files, license), [
    'LICENSE is missing, or not the one of the repository',
    'CHANGELOG.md does not tell of 1.1.0',
    'engines.node is missing',
    'it depends on own workspace:^, which only we can resolve',
  ]);
});
