import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import {
  generateServices,
  manifestText,
  serviceFolder,
  serviceName,
} from './generateServices.mjs';

test('the same number gives the same repository', () => {
  const options = { services: 50, overlays: true };
  assert.deepEqual(generateServices(options), generateServices(options));
});

test('every file is YAML, and there is a manifest for each service', () => {
  const files = generateServices({ services: 200, overlays: true });
  for (const [path, text] of files) {
    for (const document of parseAllDocuments(text)) {
      assert.deepEqual(document.errors, [], path);
    }
  }
  assert.equal(
    [...files.keys()].filter(path => path.endsWith('/service.yaml')).length,
    200,
  );
  assert.ok(files.has(`${serviceFolder(7)}/service.yaml`));
});

test('services need others that exist, never in a circle', () => {
  for (let index = 0; index < 200; index++) {
    const [document] = parseAllDocuments(manifestText(index));
    const { dependencies = [] } = document.toJS().spec;
    assert.equal(new Set(dependencies).size, dependencies.length);
    for (const name of dependencies) {
      assert.ok(name < serviceName(index), `${serviceName(index)} → ${name}`);
    }
  }
});

test('a revision changes the description and nothing else', () => {
  const changed = manifestText(3, 2)
    .split('\n')
    .filter(line => !manifestText(3).includes(line));
  assert.equal(changed.length, 1);
  assert.match(changed[0], /description: .*, revision 2$/);
});
