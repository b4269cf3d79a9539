import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startGuarded } from './guarded.mjs';
import { waitUntil } from './waitUntil.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));

function temporary(t) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'guarded-'));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A program with a child of its own; both write their ids, the child ignores SIGTERM when told to. */
function family(folder, { stubborn = false } = {}) {
  const inner = `${
    stubborn ? 'process.on("SIGTERM", () => {});' : ''
  } require("fs").writeFileSync(${JSON.stringify(
    `${folder}/inner`,
  )}, String(process.pid)); setInterval(() => {}, 1000);`;
  return `
    require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(
      inner,
    )}]);
    require("fs").writeFileSync(${JSON.stringify(
      `${folder}/outer`,
    )}, String(process.pid));
    console.log("started");
    setInterval(() => {}, 1000);`;
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function pids(folder) {
  const read = name => Number(fs.readFileSync(path.join(folder, name), 'utf8'));
  await waitUntil(
    () => {
      try {
        return read('outer') > 0 && read('inner') > 0;
      } catch {
        return false;
      }
    },
    { timeoutMs: 10_000, everyMs: 20 },
  );
  return [read('outer'), read('inner')];
}

test('output goes to the log and the last lines are kept', async t => {
  const folder = temporary(t);
  const program = startGuarded({
    name: 'speaker',
    command: process.execPath,
    args: ['-e', 'console.log("hello"); process.exit(7)'],
    cwd: folder,
    env: process.env,
    logFile: path.join(folder, 'logs/speaker.log'),
  });
  assert.equal(await program.exited, 7);
  assert.equal(program.lastLines(5), 'hello');
  await waitUntil(
    () =>
      fs.readFileSync(path.join(folder, 'logs/speaker.log'), 'utf8') ===
      'hello\n',
    { timeoutMs: 2_000, everyMs: 20 },
  );
});

test('a missing program ends with a code and says why', async t => {
  const folder = temporary(t);
  const program = startGuarded({
    name: 'missing',
    command: 'no-such-program-here',
    args: [],
    cwd: folder,
    env: process.env,
    logFile: path.join(folder, 'log'),
  });
  assert.notEqual(await program.exited, 0);
  assert.match(program.lastLines(5), /ENOENT/);
});

test('stop ends the program and its children', async t => {
  const folder = temporary(t);
  const program = startGuarded({
    name: 'family',
    command: process.execPath,
    args: ['-e', family(folder)],
    cwd: folder,
    env: process.env,
    logFile: path.join(folder, 'log'),
  });
  const ids = await pids(folder);
  await program.stop();
  assert.deepEqual(ids.map(alive), [false, false]);
});

test('a child that ignores SIGTERM is killed after the grace', async t => {
  const folder = temporary(t);
  const program = startGuarded({
    name: 'stubborn',
    command: process.execPath,
    args: ['-e', family(folder, { stubborn: true })],
    cwd: folder,
    env: process.env,
    logFile: path.join(folder, 'log'),
  });
  const ids = await pids(folder);
  const started = Date.now();
  await program.stop();
  assert.ok(Date.now() - started < 8_000);
  await waitUntil(() => !ids.some(alive), { timeoutMs: 2_000, everyMs: 20 });
});

test('nothing is left when the parent is killed without warning', async t => {
  const folder = temporary(t);
  const script = path.join(folder, 'parent.mjs');
  fs.writeFileSync(
    script,
    `import { startGuarded } from ${JSON.stringify(
      `file://${here}/guarded.mjs`,
    )};
     startGuarded({ name: 'f', command: process.execPath, args: ['-e', ${JSON.stringify(
       family(folder),
     )}], cwd: '.', env: process.env, logFile: ${JSON.stringify(
      `${folder}/log`,
    )} });`,
  );
  const parent = spawn(process.execPath, [script], { stdio: 'ignore' });
  const ids = await pids(folder);
  parent.kill('SIGKILL');
  await waitUntil(() => !ids.some(alive), { timeoutMs: 8_000, everyMs: 50 });
});
