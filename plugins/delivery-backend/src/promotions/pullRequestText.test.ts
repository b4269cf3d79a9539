import { pullRequestText } from './pullRequestText';

const facts = {
  service: 'shop',
  from: 'staging',
  to: 'production',
  changes: [
    { name: 'ghcr.io/acme/shop', from: { tag: '1.0' }, to: { tag: '1.1' } },
    {
      name: 'proxy|`x`',
      to: { tag: '2', digest: `sha256:${'a'.repeat(64)}` },
    },
  ],
  release: { images: [{ name: 'ghcr.io/acme/shop', tag: '1.1' }] },
  requestedBy: 'user:default/ada',
  portalUrl: 'https://portal.example/catalog/default/component/shop',
  autoSync: false,
  settleMs: 60_000,
};

describe('pullRequestText', () => {
  it('says what changes, who asked and what follows', () => {
    const { title, body, trailers } = pullRequestText(facts);
    expect(title).toBe('Promote shop to production: 1.1');
    expect(body).toBe(`Promotes \`shop\` from \`staging\` to \`production\`.

| Image | \`production\` now | After the merge |
|---|---|---|
| \`ghcr.io/acme/shop\` | \`1.0\` | \`1.1\` |
| \`\` proxy \`x\` \`\` | not pinned | \`2\` (\`aaaaaaaaaaaa\`) |

Asked for by \`user:default/ada\` on [the service's page](<https://portal.example/catalog/default/component/shop>).

After the merge: \`production\` waits for a sync: somebody presses Sync in the portal or in Argo CD. The promotion has succeeded when Argo CD has synced a commit that contains the merge and health stayed Healthy for 60 s.
`);
    expect(trailers).toEqual({
      'Promoted-By': 'user:default/ada',
      Service: 'shop',
      From: 'staging',
      To: 'production',
    });
  });

  it('says so when Argo CD syncs by itself', () => {
    expect(pullRequestText({ ...facts, autoSync: true }).body).toContain(
      'Argo CD syncs `production` by itself.',
    );
  });

  it('says who has to approve, or that nobody else has to', () => {
    const bodyOf = (approval?: 'awaited' | 'requester-may-approve') =>
      pullRequestText({ ...facts, approval }).body;
    expect(bodyOf()).not.toContain('approve');
    expect(bodyOf('awaited')).toContain(
      '`production` is protected: before the merge, somebody else who may approve promotions to it approves this one in the portal.',
    );
    expect(bodyOf('requester-may-approve')).toContain(
      '`user:default/ada` may approve promotions to `production`, so that nobody else has to.',
    );
  });
});
