import { TestDatabases } from '@backstage/backend-test-utils';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import { SOURCE_REPOSITORY_ANNOTATION } from '@stonegarden/service-manifest';
import { eventually } from '@stonegarden/test-utils';
import { shop, shopFiles } from '../__testUtils__/shop';
import { SHOP, useDelivery } from '../__testUtils__/useDelivery';

jest.setTimeout(60_000);

describe('commits in between', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const { start } = useDelivery(() => databases.init('SQLITE_3'));

  async function startWith(
    source: string,
    options: Parameters<typeof start>[0] = {},
  ) {
    const git = new FakeGitHost(shopFiles());
    git.tag('v1.0', await git.reader.head('main'));
    const commit = git.push('main', [{ path: 'till.txt', content: 'new\n' }]);
    git.tag('v1.1', commit, { title: 'Spring', text: '# @ada <b>' });
    const annotations = {
      ...shop.metadata.annotations,
      [SOURCE_REPOSITORY_ANNOTATION]: source,
    };
    const services = [{ ...shop, metadata: { ...shop.metadata, annotations } }];
    const started = await start({ git, services, ...options });
    const preview = () =>
      started.api
        .post(`${SHOP}/promotions/preview`)
        .send({ from: 'staging', to: 'production' });
    return { ...started, commit, preview };
  }

  it('come with the preview, and stand in the pull request', async () => {
    const { commit, git, preview, promote } = await startWith('acme/shop');
    const { sourceCommits } = await eventually(async () => {
      const { body } = await preview();
      expect(body.sourceCommits).toMatchObject({ status: 'known' });
      return body;
    });
    expect(sourceCommits).toMatchObject({
      repository: 'https://git.example/acme/shop',
      from: '1.0',
      to: '1.1',
      relation: 'ahead',
      total: 1,
      items: [{ id: commit }],
      notes: { title: 'Spring', text: '# @ada <b>' },
    });
    expect((await promote()).status).toBe(201);
    expect(git.pulls[0].body).toContain('### Commits');
    expect(git.pulls[0].body).toContain(commit.slice(0, 12));
    expect(git.pulls[0].body).not.toContain('@ada');
  });

  it('are those of repositories that the service may name only', async () => {
    const { git, preview, promote } = await startWith('secret/shop');
    expect((await preview()).body).toMatchObject({
      canOpen: true,
      sourceCommits: { status: 'refused', problem: 'owner' },
    });
    expect((await promote()).status).toBe(201);
    expect(git.pulls[0].body).not.toContain('### Commits');
  });

  it('are shown to nobody who may not preview', async () => {
    const { preview } = await startWith('acme/shop', { permissions: 'DENY' });
    const { status, text } = await preview();
    expect(status).toBe(403);
    expect(text).not.toContain('acme/shop');
  });
});
