import assert from 'node:assert/strict';
import { test } from 'node:test';
import { welcome } from './welcome.mjs';

const urls = {
  portal: 'http://localhost:3000',
  backend: 'http://localhost:3000',
  git: 'http://127.0.0.1:7391',
  argocd: 'http://127.0.0.1:7392',
  identity: 'http://127.0.0.1:7393',
  prometheus: 'http://127.0.0.1:7394',
};
const promotion = {
  service: 'shop',
  namespace: 'default',
  from: 'staging',
  to: 'production',
  autoSync: false,
};

test('counts what is there and names a promotion that can be opened', () => {
  const text = welcome(
    urls,
    { services: ['kafka', 'shop'], layers: 1, promotion },
    '12 s',
  );
  assert.match(text, /ready \(12 s\): {2}http:\/\/localhost:3000 /);
  assert.match(text, /"Sign in" lets you choose who you are/);
  assert.match(text, /2 services in 1 layer\. Open shop:/);
  assert.match(
    text,
    /http:\/\/localhost:3000\/catalog\/default\/component\/shop\/environments/,
  );
  assert.match(
    text,
    /production is behind staging: "Promote to production", open the pull request and merge it, then press Sync\./,
  );
});

test('an environment that syncs by itself needs no Sync', () => {
  const text = welcome(
    urls,
    {
      services: ['shop'],
      layers: 1,
      promotion: { ...promotion, autoSync: true },
    },
    '12 s',
  );
  assert.match(text, /1 service in 1 layer/);
  assert.match(text, /open the pull request and merge it\.\n/);
});

test('without a promotion to open, an open pull request', () => {
  const openPullRequest = {
    url: 'http://127.0.0.1:7391/stonegarden/homelab/pull/7',
    title: 'Promote shop to production',
  };
  const text = welcome(
    urls,
    { services: ['shop'], layers: 1, openPullRequest },
    '12 s',
  );
  assert.match(text, /2\. Merge +http:\/\/127\.0\.0\.1:7391\/.*\/pull\/7\n/);
  assert.match(text, /Promote shop to production/);
});

test('neither: it says so', () => {
  const text = welcome(urls, { services: ['shop'], layers: 1 }, '12 s');
  assert.match(text, /No promotion can be opened right now/);
});

test('an empty catalog is called empty', () => {
  const text = welcome(urls, { services: [], layers: 0 }, '12 s');
  assert.match(text, /The catalog is empty/);
  assert.doesNotMatch(text, /Promote/);
  assert.match(text, /2\. Create/);
});

test('a portal that could not be asked has its addresses only', () => {
  const text = welcome(urls, undefined, '12 s');
  assert.match(text, /http:\/\/localhost:3000\/catalog/);
  assert.doesNotMatch(text, /services in|Promote/);
});
