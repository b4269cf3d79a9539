import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { ensureChromium, systemChromium } from './chromium.mjs';
import { createProgress } from './progress.mjs';

const quiet = createProgress({ stream: { write() {} }, plain: true });

function program(t, name, script) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chromium-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const file = path.join(folder, name);
  fs.writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return { folder, file };
}

test('CHROMIUM_PATH is taken as it is', async t => {
  const { file } = program(t, 'browser', 'echo Chromium 150');
  assert.equal(await ensureChromium(quiet, { CHROMIUM_PATH: file }), file);
});

test('a CHROMIUM_PATH that does not run is an error, not a reason to look elsewhere', async () => {
  await assert.rejects(
    ensureChromium(quiet, { CHROMIUM_PATH: '/no/such/browser' }),
    /CHROMIUM_PATH is "\/no\/such\/browser", which does not run/,
  );
});

test('systemChromium passes over what does not run', async t => {
  const broken = program(t, 'chromium', 'echo "please install" >&2; exit 1');
  const good = program(t, 'google-chrome', 'echo "Google Chrome 150"');
  assert.equal(
    await systemChromium({ PATH: `${broken.folder}:${good.folder}` }),
    good.file,
  );
  assert.equal(await systemChromium({ PATH: broken.folder }), undefined);
});
