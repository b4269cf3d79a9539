import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { claimState, loadSecrets, resetState } from './state.mjs';

function stateFolder(t) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'state-'));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('secrets are random, stay the same, and are private', t => {
  const one = stateFolder(t);
  const secrets = loadSecrets(one);
  assert.ok(secrets.sandboxToken.length >= 32);
  assert.notEqual(secrets.sandboxToken, secrets.webhookSecret);
  assert.deepEqual(loadSecrets(one), secrets);
  assert.notDeepEqual(loadSecrets(stateFolder(t)), secrets);
  const { mode } = fs.statSync(path.join(one, 'secrets.json'));
  assert.equal(mode & 0o777, 0o600);
});

test('a state of an older version gets the secrets it lacks and keeps its own', t => {
  const folder = stateFolder(t);
  const old = { sandboxToken: 'token', webhookSecret: 'secret' };
  fs.writeFileSync(path.join(folder, 'secrets.json'), JSON.stringify(old));
  const secrets = loadSecrets(folder);
  assert.equal(secrets.sandboxToken, 'token');
  assert.ok(secrets.sessionSecret.length >= 32);
  assert.notEqual(secrets.sessionSecret, secrets.oidcClientSecret);
  assert.deepEqual(loadSecrets(folder), secrets);
});

test('a folder in use cannot be claimed or reset; a stale claim can', async t => {
  const folder = stateFolder(t);
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const portal = { url: 'http://localhost:1', port: server.address().port };
  const release = await claimState(folder, portal);

  await assert.rejects(claimState(folder, portal), /running already/);
  await assert.rejects(resetState(folder), /running already/);

  await new Promise(resolve => server.close(resolve));
  await claimState(folder, portal);
  release();
  assert.equal(fs.existsSync(path.join(folder, 'running.json')), false);
});

test('reset deletes what is ours and nothing else', async t => {
  const folder = stateFolder(t);
  loadSecrets(folder);
  fs.mkdirSync(path.join(folder, 'db'));
  fs.writeFileSync(path.join(folder, 'letter.txt'), 'mine');
  await resetState(folder);
  assert.deepEqual(fs.readdirSync(folder), ['letter.txt']);
});
