import {
  createReason,
  type GateResult,
} from '@stonegarden/backstage-plugin-delivery-common';
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

### How to roll back

After the merge, press “Roll back” for \`production\` on the service's page in the portal: it opens a pull request that gives \`production\` back what it had. Without the portal, revert the merge of this pull request.
`);
    expect(trailers).toEqual({
      Service: 'shop',
      'Promoted-From': 'staging',
      To: 'production',
      Release: '1.1',
      'Requested-By': 'user:default/ada',
    });
  });

  it('says so when Argo CD syncs by itself', () => {
    expect(pullRequestText({ ...facts, autoSync: true }).body).toContain(
      'Argo CD syncs `production` by itself.',
    );
  });

  it('says that the portal merges it, and that a person does where gates are overridden', () => {
    const itself = 'The portal merges this by itself';
    const direct = pullRequestText({ ...facts, direct: true }).body;
    expect(direct).toContain(itself);
    const overridden = pullRequestText({
      ...facts,
      direct: true,
      overrides: [
        {
          by: 'user:default/rita',
          at: '2026-01-01T10:00:00.000Z',
          until: '2026-01-01T14:00:00.000Z',
          gates: ['soak'],
          reason: 'Outage',
        },
      ],
    }).body;
    expect(overridden).not.toContain(itself);
    expect(overridden).toContain('a person merges this');
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
    const withGroups = (reviewGroups?: string[]) =>
      pullRequestText({
        ...facts,
        approval: 'awaited',
        approvals: {
          count: 2,
          groups: ['group:default/qa'],
          ...(reviewGroups ? { reviewGroups } : {}),
          fromOthers: true,
        },
      }).body;
    expect(withGroups()).toContain(
      'Before the merge to `production`, 2 people, including a member of `group:default/qa`, must approve this promotion in the portal. Who asked',
    );
    expect(withGroups(['group:default/qa'])).toContain(
      ' Reviews here count for members of `group:default/qa`. Who asked',
    );
  });

  it('says what every gate said, and which commits come with it', () => {
    const { body } = pullRequestText({
      ...facts,
      gates: [
        {
          id: 'source-healthy',
          title: 'staging is healthy',
          status: 'passed',
          reason: createReason('Recorded', {
            text: 'Healthy, says <b>@ada</b>\n\n# now',
          }),
        },
      ],
      commits: {
        items: [
          {
            id: 'c0ffee'.padEnd(40, '0'),
            title: 'Fix | the `cart`',
            author: 'ada',
            url: 'https://git.example/acme/shop/commit/c0ffee',
          },
          { id: 'd0d0'.padEnd(40, '0'), title: 'Begin' },
        ],
        total: 10,
      },
    });
    expect(body).toContain(`### Gates when this was opened

- **staging is healthy** (passed): Healthy, says \\<b\\>@\u200bada\\</b\\> # now
`);
    expect(body).toContain(`| Commit | Title | Author |
|---|---|---|
| [\`c0ffee000000\`](<https://git.example/acme/shop/commit/c0ffee>) | \`\` Fix the \`cart\` \`\` | \`ada\` |
| \`d0d000000000\` | \`Begin\` |  |

And 8 more.
`);
  });

  it('leaves out gates that nothing asks for, and says which are judged later', () => {
    const environment = 'production';
    const quiet = {
      id: 'metrics',
      title: 'The metrics are within their bounds',
      status: 'skipped' as const,
      reason: createReason('NotRequiredByPolicy', { environment }),
    };
    const bodyOf = (gates: GateResult[]) =>
      pullRequestText({ ...facts, gates }).body;
    const body = bodyOf([
      quiet,
      {
        id: 'required-checks',
        title: 'The required checks have passed',
        status: 'skipped',
        reason: createReason('RequiredChecksAwaited', { environment }),
      },
    ]);
    expect(body).toContain('- **The required checks have passed** (later): ');
    expect(body).not.toContain('skipped');
    expect(body).not.toContain('metrics');
    expect(bodyOf([quiet])).not.toContain('Gates when this was opened');
  });

  it('is never too long for the host', () => {
    const { body } = pullRequestText({
      ...facts,
      changes: Array.from({ length: 3_000 }, (_, index) => ({
        name: `ghcr.io/acme/${'x'.repeat(60)}-${index}`,
        to: { tag: '1' },
      })),
    });
    expect(body.length).toBeLessThan(60_000);
    expect(body).toContain('Images: too long to be told here.');
  });
});
