import assert from 'node:assert/strict';
import net from 'node:net';
import { test } from 'node:test';
import { assertPortsFree, choosePorts, freePorts, isFree } from './ports.mjs';

function listen(t, host) {
  return new Promise(resolve => {
    const server = net.createServer();
    t.after(() => server.close());
    server.listen({ host, port: 0 }, () => resolve(server.address().port));
  });
}

test('choosePorts: option before environment before standard', () => {
  assert.deepEqual(
    choosePorts(
      { port: '4000' },
      { STONEGARDEN_FRONTEND_PORT: '5000', STONEGARDEN_GIT_PORT: '5001' },
    ),
    {
      frontend: 4000,
      git: 5001,
      argocd: 7392,
      identity: 7393,
      prometheus: 7394,
    },
  );
});

test('choosePorts: the backend has a port of its own with --watch only', () => {
  assert.deepEqual(choosePorts({ watch: true }, {}), {
    frontend: 3000,
    backend: 7007,
    git: 7391,
    argocd: 7392,
    identity: 7393,
    prometheus: 7394,
  });
  assert.equal(
    choosePorts({ watch: true, 'backend-port': '7008' }, {}).backend,
    7008,
  );
  assert.throws(
    () => choosePorts({ 'backend-port': '7008' }, {}),
    /--backend-port is for --watch only/,
  );
});

test('choosePorts refuses what is not a port, and one port for two', () => {
  assert.throws(
    () => choosePorts({ 'git-port': 'abc' }, {}),
    /--git-port is "abc", which is not a port/,
  );
  assert.throws(
    () => choosePorts({}, { STONEGARDEN_ARGOCD_PORT: '70000' }),
    /STONEGARDEN_ARGOCD_PORT is "70000"/,
  );
  assert.throws(
    () => choosePorts({ port: '7007', watch: true }, {}),
    /Port 7007 is asked for twice: by the portal and the portal’s backend/,
  );
});

test('assertPortsFree names the port, what wants it and how to choose another', async t => {
  const busy = await listen(t, '127.0.0.1');
  const ports = { ...(await freePorts()), backend: busy };
  await assert.rejects(assertPortsFree(ports), error => {
    assert.equal(
      error.message,
      `Port ${busy}, for the portal’s backend, is in use.`,
    );
    assert.match(error.advice.join('\n'), /npm start -- --backend-port \d+/);
    assert.match(error.advice.join('\n'), /STONEGARDEN_BACKEND_PORT=\d+/);
    return true;
  });
});

test('a port that is taken on every address is not free', async t => {
  const port = await listen(t, '0.0.0.0');
  assert.equal(await isFree(port), false);
});

test('freePorts gives five different free ports', async () => {
  const ports = await freePorts();
  assert.equal(new Set(Object.values(ports)).size, 5);
  await assertPortsFree(ports);
});
