import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanEnvironment, toolchainEnvironment } from './environment.mjs';

test('cleanEnvironment drops what npm leaks and keeps how the registry is reached', () => {
  assert.deepEqual(
    cleanEnvironment({
      HOME: '/home/a',
      npm_config_nodedir: '/usr',
      npm_config_local_prefix: '/somewhere',
      npm_lifecycle_event: 'start',
      npm_package_json: '/somewhere/package.json',
      npm_execpath: '/usr/lib/npm-cli.js',
      INIT_CWD: '/somewhere',
      NODE: '/usr/bin/node',
      npm_config_registry: 'https://npm.example.com/',
      'npm_config_@acme:registry': 'https://acme.example.com/',
      'npm_config_//npm.example.com/:_authToken': 'x',
      npm_config_https_proxy: 'http://proxy:1',
      unset: undefined,
    }),
    {
      HOME: '/home/a',
      npm_config_registry: 'https://npm.example.com/',
      'npm_config_@acme:registry': 'https://acme.example.com/',
      'npm_config_//npm.example.com/:_authToken': 'x',
      npm_config_https_proxy: 'http://proxy:1',
    },
  );
});

test('toolchainEnvironment puts the folders first, once, and replaces foreign headers', () => {
  const env = toolchainEnvironment(
    { PATH: '/usr/bin:/tools:/bin', npm_config_nodedir: '/usr' },
    { folders: ['/tools', '/more'], headers: '/node22' },
  );
  assert.equal(env.PATH, '/tools:/more:/usr/bin:/bin');
  assert.equal(env.npm_config_nodedir, '/node22');
});

test('toolchainEnvironment names no headers where the Node has none beside it', () => {
  const env = toolchainEnvironment(
    { npm_config_nodedir: '/usr' },
    { folders: ['/tools'] },
  );
  assert.equal(env.PATH, '/tools');
  assert.equal('npm_config_nodedir' in env, false);
});
