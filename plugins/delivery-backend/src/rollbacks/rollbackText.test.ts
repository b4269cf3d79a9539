import type { Deployment } from '@stonegarden/backstage-plugin-delivery-common';
import { RollbackFacts, rollbackText } from './rollbackText';

const COMMIT = 'c0ffee'.padEnd(40, '0');

const facts: RollbackFacts = {
  rollback: {
    deployment: {
      environment: 'production',
      from: '2026-01-01T09:00:00.000Z',
      revision: COMMIT,
    } as Deployment,
    scope: 'versions',
  },
  service: 'shop',
  changes: [
    { name: 'ghcr.io/acme/shop', from: { tag: '1.1' }, to: { tag: '1.0' } },
  ],
  files: [],
  release: { images: [{ name: 'ghcr.io/acme/shop', tag: '1.0' }] },
  replaces: { images: [{ name: 'ghcr.io/acme/shop', tag: '1.1' }] },
  requestedBy: 'user:default/ada',
  portalUrl: 'https://portal.example/catalog/default/component/shop',
  autoSync: false,
  settleMs: 60_000,
};

const bodyOf = (more: Partial<RollbackFacts> = {}) =>
  rollbackText({ ...facts, ...more }).body;

describe('rollbackText', () => {
  it('says what goes back, who asked and what follows', () => {
    const { title, body, trailers } = rollbackText(facts);
    expect(title).toBe('Roll back shop in production: 1.1 → 1.0');
    expect(body)
      .toBe(`Rolls \`shop\` back in \`production\` to \`1.0\`, as it was deployed on \`2026-01-01T09:00:00.000Z\` from commit \`c0ffee000000\`.

| Image | \`production\` now | After the merge |
|---|---|---|
| \`ghcr.io/acme/shop\` | \`1.1\` | \`1.0\` |

Only the versions go back: replicas, variables and limits that were changed since stay.

Asked for by \`user:default/ada\` on [the service's page](<https://portal.example/catalog/default/component/shop>).

It takes the place of open promotions to \`production\`. Who promotes there before this is merged, or promotes what is taken back here again, has to say why.

After the merge: \`production\` waits for a sync: somebody presses Sync in the portal or in Argo CD. The rollback has succeeded when Argo CD has synced a commit that contains the merge and health stayed Healthy for 60 s.
`);
    expect(trailers).toEqual({
      Service: 'shop',
      Environment: 'production',
      Release: '1.0',
      'Rolled-Back-To': COMMIT,
      'Requested-By': 'user:default/ada',
    });
  });

  it('names one release where Git does not say what it replaces', () => {
    expect(rollbackText({ ...facts, replaces: undefined }).title).toBe(
      'Roll back shop in production: 1.0',
    );
  });

  it('lists every file that goes back with the whole folder, and cuts a long list', () => {
    const rollback = { ...facts.rollback, scope: 'everything' as const };
    const body = bodyOf({
      rollback,
      files: [
        { path: 'a.yaml', after: 'was' },
        { path: 'b.yaml', before: 'is', after: 'was' },
        { path: 'c.yaml', before: 'is', after: null },
      ],
    });
    expect(body)
      .toContain(`All files of \`production\` become what they were at that commit:

- \`a.yaml\`: added again
- \`b.yaml\`: changed
- \`c.yaml\`: removed

`);
    expect(body).not.toContain('Only the versions');
    const many = bodyOf({
      rollback,
      files: Array.from({ length: 23 }, (_, index) => ({
        path: `${index}.yaml`,
        after: 'was',
      })),
    });
    expect(many).toContain('- `19.yaml`: added again\n- … and 3 more\n');
    expect(many).not.toContain('20.yaml');
  });

  it('lists the commits since, with what people wrote as plain text', () => {
    const items = [
      { id: COMMIT, title: 'More replicas, see [here](x)', author: 'erin' },
      { id: 'b'.repeat(40), title: 'Promote' },
    ];
    expect(bodyOf({ commits: { items, complete: true } }))
      .toContain(`Commits to the files of the service since that deployment:

- \`c0ffee000000\` \`More replicas, see [here](x)\` by \`erin\`
- \`bbbbbbbbbbbb\` \`Promote\`

`);
    expect(bodyOf({ commits: { items, complete: false } })).toContain(
      '- `bbbbbbbbbbbb` `Promote`\n- … and some more\n',
    );
    expect(bodyOf({ commits: { items: [], complete: true } })).not.toContain(
      'Commits to the files',
    );
  });

  it('says when the portal opened it by itself, and when Argo CD was rolled back already', () => {
    const { rollback } = facts;
    expect(bodyOf()).not.toContain('by itself, because');
    expect(
      bodyOf({ rollback: { ...rollback, automaticFor: 'p-1' } }),
    ).toContain(
      'The portal opened this by itself, because a promotion did not become healthy.',
    );
    expect(bodyOf({ rollback: { ...rollback, emergency: 'e-1' } })).toContain(
      '`production` was rolled back in Argo CD already, past Git. This pull request makes Git agree.',
    );
  });

  it('gives the reason, and says so when Argo CD syncs by itself', () => {
    const body = bodyOf({ reason: 'Every login fails.', autoSync: true });
    expect(body).toContain(
      "[the service's page](<https://portal.example/catalog/default/component/shop>), because:",
    );
    expect(body).toContain('Every login fails.');
    expect(body).toContain('Argo CD syncs `production` by itself.');
  });
});
