import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summariseProfile } from './readProfile.mjs';

const frame = (
  /** @type {string} */ functionName,
  /** @type {string} */ url = '',
) => ({ functionName, url, lineNumber: 0 });

/** root ─ engine ─ our parse ─ yaml; root ─ idle. */
const profile = {
  startTime: 1000,
  nodes: [
    { id: 1, callFrame: frame('(root)'), children: [2, 5] },
    {
      id: 2,
      callFrame: frame(
        'engine',
        'file:///x/node_modules/@backstage/plugin-catalog-backend/dist/a.js',
      ),
      children: [3],
    },
    {
      id: 3,
      callFrame: frame(
        'parseServiceManifest',
        'file:///x/packages/service-manifest/src/parseServiceManifest.ts',
      ),
      children: [4],
    },
    {
      id: 4,
      callFrame: frame('compose', 'file:///x/node_modules/yaml/dist/a.js'),
    },
    { id: 5, callFrame: frame('(idle)') },
  ],
  samples: [2, 4, 4, 5],
  timeDeltas: [100_000, 50_000, 150_000, 100_000],
};

test('shares add up, and what is beneath our code is ours', () => {
  const { parts, oursMs } = summariseProfile(profile);
  assert.deepEqual(parts, {
    YAML: 0.5,
    'catalog engine': 0.25,
    '(idle)': 0.25,
  });
  assert.equal(oursMs, 200);
});

test('a spell without a turn tells who ran', () => {
  const { text } = summariseProfile({
    ...profile,
    stonegardenBlocks: [{ from: 101_000, to: 301_000 }],
  });
  assert.match(text, /200 ms at 0\.1 s, beneath our own code 200 ms/);
  assert.match(text, /200 ms {2}compose < parseServiceManifest < engine/);
});
