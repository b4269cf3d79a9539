import assert from 'node:assert/strict';
import { test } from 'node:test';
import { npmCommand, yarnRegistrySettings } from './npm.mjs';

test('npmCommand prefers the npm that started us', () => {
  assert.deepEqual(npmCommand({ npm_execpath: '/lib/npm/bin/npm-cli.js' }), {
    command: process.execPath,
    args: ['/lib/npm/bin/npm-cli.js'],
  });
  assert.deepEqual(npmCommand({ npm_execpath: '/lib/yarn.js' }), {
    command: 'npm',
    args: [],
  });
  assert.deepEqual(npmCommand({}), { command: 'npm', args: [] });
});

test('yarnRegistrySettings hands on a registry of one’s own', () => {
  assert.deepEqual(yarnRegistrySettings({}, 'https://npm.example.com/repo/'), {
    YARN_NPM_REGISTRY_SERVER: 'https://npm.example.com/repo',
  });
  assert.deepEqual(yarnRegistrySettings({}, 'http://npm.local:4873'), {
    YARN_NPM_REGISTRY_SERVER: 'http://npm.local:4873',
    YARN_UNSAFE_HTTP_WHITELIST: 'npm.local',
  });
});

test('yarnRegistrySettings leaves alone what Yarn was told itself', () => {
  assert.deepEqual(yarnRegistrySettings({}, undefined), {});
  assert.deepEqual(
    yarnRegistrySettings(
      { YARN_NPM_REGISTRY_SERVER: 'https://other.example.com' },
      'https://npm.example.com/',
    ),
    {},
  );
});
