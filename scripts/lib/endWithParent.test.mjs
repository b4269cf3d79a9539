import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { waitUntil } from './waitUntil.mjs';

const module = new URL('endWithParent.mjs', import.meta.url).href;

/** Starts `program` with a Node in the middle standing for npm, kills that one, and waits for the program's word. */
async function killStarter(t, env, startProgram) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parent-'));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  const file = name => path.join(folder, name);
  fs.writeFileSync(
    file('program.mjs'),
    `import fs from 'node:fs';
     import { endWithParent } from ${JSON.stringify(module)};
     const stop = word => { fs.writeFileSync(${JSON.stringify(
       file('word'),
     )}, word); process.exit(); };
     endWithParent(() => stop('gone'));
     setTimeout(() => stop('too late'), 4000);
     fs.writeFileSync(${JSON.stringify(file('ready'))}, '');`,
  );
  fs.writeFileSync(
    file('starter.mjs'),
    `import { spawn } from 'node:child_process';
     ${startProgram(file('program.mjs'))}
     setInterval(() => {}, 1000);`,
  );
  const starter = spawn(process.execPath, [file('starter.mjs')], {
    stdio: 'ignore',
    env: { PATH: process.env.PATH, ...env },
  });
  const exists = name =>
    waitUntil(() => fs.existsSync(file(name)), {
      timeoutMs: 10_000,
      everyMs: 20,
    });
  await exists('ready');
  starter.kill('SIGKILL');
  await exists('word');
  return fs.readFileSync(file('word'), 'utf8');
}

const throughShell = program =>
  `spawn('sh', ['-c', ${JSON.stringify(
    `'${process.execPath}' '${program}'; true`,
  )}], { stdio: 'ignore' });`;
const directly = program =>
  `spawn(process.execPath, [${JSON.stringify(program)}], { stdio: 'ignore' });`;

test('the end of npm is noticed, directly and through the shell between', async t => {
  const env = { npm_lifecycle_event: 'start' };
  assert.equal(await killStarter(t, env, directly), 'gone');
  assert.equal(await killStarter(t, env, throughShell), 'gone');
});

test('the end of a shell or another starter is not our end', async t => {
  assert.equal(await killStarter(t, {}, directly), 'too late');
});

test('the end of the Node that passed us on is noticed', async t => {
  assert.equal(
    await killStarter(
      t,
      {},
      program =>
        `spawn(process.execPath, [${JSON.stringify(
          program,
        )}], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], env: { ...process.env, STONEGARDEN_PARENT: String(process.pid) } });`,
    ),
    'gone',
  );
});
