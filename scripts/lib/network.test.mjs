import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainNetwork } from './network.mjs';

test('explainNetwork tells the reasons apart', () => {
  assert.match(
    explainNetwork(
      'npm error code ENOTFOUND\nnpm error network request failed',
    ),
    /No network/,
  );
  assert.match(
    explainNetwork('RequestError: connect ECONNREFUSED 127.0.0.1:4873'),
    /does not answer/,
  );
  assert.match(explainNetwork('SELF_SIGNED_CERT_IN_CHAIN'), /certificate/);
  assert.match(explainNetwork('npm error code E401'), /login/);
});

test('explainNetwork does not blame the network for other failures', () => {
  assert.equal(
    explainNetwork('YN0028: The lockfile would be modified'),
    undefined,
  );
  assert.equal(explainNetwork('took 401ms'), undefined);
});
