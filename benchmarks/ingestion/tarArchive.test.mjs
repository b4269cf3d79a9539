import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { tarArchive } from './tarArchive.mjs';

/** @param {Buffer} input @param {string[]} args */
function tar(input, ...args) {
  const { stdout, stderr, status } = spawnSync('tar', args, { input });
  assert.equal(status, 0, `${stderr}`);
  return `${stdout}`;
}

test('tar reads what was packed', async () => {
  const long = `${'folder/'.repeat(20)}service.yaml`;
  const archive = await tarArchive(
    [
      ['a/service.yaml', 'name: ä\n'],
      ['empty.yaml', ''],
      [long, 'x'.repeat(512)],
    ],
    { folder: 'acme-platform-1234567' },
  );
  assert.deepEqual(tar(archive, '-tzf', '-').trim().split('\n'), [
    'acme-platform-1234567/a/service.yaml',
    'acme-platform-1234567/empty.yaml',
    `acme-platform-1234567/${long}`,
  ]);
  assert.equal(
    tar(archive, '-xzOf', '-', 'acme-platform-1234567/a/service.yaml'),
    'name: ä\n',
  );
});

test('a name that no archive of this form can hold is refused', async () => {
  await assert.rejects(
    tarArchive([['x'.repeat(101), '']], { folder: 'top' }),
    /too long/,
  );
});
