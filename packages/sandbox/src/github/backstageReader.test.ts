import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { SMALL_SEED } from '../__testUtils__/smallSeed';
import {
  REPO,
  TOKEN,
  proposeFiles,
  testSandbox,
} from '../__testUtils__/testSandbox';

describe("Backstage's URL reader", () => {
  let sandbox: Awaited<ReturnType<typeof testSandbox>>;

  beforeAll(async () => {
    sandbox = await testSandbox();
  });
  afterAll(() => sandbox.stop());

  const reader = () =>
    UrlReaders.default({
      logger: mockServices.logger.mock(),
      config: new ConfigReader({
        integrations: {
          github: [
            {
              host: new URL(sandbox.gitUrl).host,
              apiBaseUrl: `${sandbox.gitUrl}/api/v3`,
              token: TOKEN,
            },
          ],
        },
      }),
    });
  const repository = () => `${sandbox.gitUrl}/stonegarden/homelab`;
  const MANIFEST = 'kubernetes/services/web/service.yaml';

  it('reads a file, and not again when it is the same', async () => {
    const url = `${repository()}/blob/main/${MANIFEST}`;
    const first = await reader().readUrl(url);
    expect((await first.buffer()).toString()).toBe(SMALL_SEED[MANIFEST]);
    await expect(
      reader().readUrl(url, { etag: first.etag }),
    ).rejects.toMatchObject({
      name: 'NotModifiedError',
    });
    await expect(reader().readUrl(`${url}.nope`)).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('reads a tree with an etag that moves with the branch', async () => {
    const url = `${repository()}/tree/main/kubernetes`;
    const tree = await reader().readTree(url, {
      filter: path => path.endsWith('service.yaml'),
    });
    const files = await tree.files();
    expect(files.map(({ path }) => path).sort()).toEqual([
      'platform/messaging/queue/service.yaml',
      'services/web/service.yaml',
    ]);
    await expect(
      reader().readTree(url, { etag: tree.etag }),
    ).rejects.toMatchObject({
      name: 'NotModifiedError',
    });
    await proposeFiles(sandbox.octokit, 'more', {
      'kubernetes/more.txt': 'more',
    });
    await sandbox.octokit.pulls.merge({ ...REPO, pull_number: 1 });
    const next = await reader().readTree(url, { etag: tree.etag });
    expect((await next.files()).map(({ path }) => path)).toContain('more.txt');
  });

  it('searches with a pattern', async () => {
    const { files } = await reader().search(
      `${repository()}/blob/main/**/service.yaml`,
    );
    expect(files.map(({ url }) => url).sort()).toEqual([
      `${repository()}/blob/main/kubernetes/platform/messaging/queue/service.yaml`,
      `${repository()}/blob/main/${MANIFEST}`,
    ]);
    const texts = await Promise.all(files.map(file => file.content()));
    expect(texts.map(String)).toContain(SMALL_SEED[MANIFEST]);
  });

  it('says that a branch does not exist', async () => {
    await expect(
      reader().readTree(`${repository()}/tree/nope/`),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });
});
