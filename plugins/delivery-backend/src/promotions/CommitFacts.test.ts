import { mockServices } from '@backstage/backend-test-utils';
import { parseImage } from '@stonegarden/backstage-plugin-delivery-common';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import {
  kustomization,
  kustomizationPath,
  SHOP_FOLDER,
  SHOP_IMAGE,
  shopFiles,
} from '../__testUtils__/shop';
import { kustomizeReleaseFile } from '../releases/kustomizeReleaseFile';
import { CommitFacts } from './CommitFacts';

const promotion = {
  id: 'p1',
  to: 'production',
  release: { images: [parseImage(`${SHOP_IMAGE}:1.1`)] },
};

describe('CommitFacts', () => {
  const create = async () => {
    const git = new FakeGitHost(shopFiles());
    const first = await git.reader.head('main');
    const second = git.push('main', [
      { path: kustomizationPath('production'), content: kustomization('1.1') },
    ]);
    const location = await git.hosts.resolve(
      `https://git.example/acme/platform/tree/main/${SHOP_FOLDER}/`,
    );
    const commits = new CommitFacts({
      releaseFile: kustomizeReleaseFile,
      logger: mockServices.logger.mock(),
    });
    return { commits, first, git, location, second };
  };

  it('knows which commit contains which, and asks once', async () => {
    const { commits, first, git, location, second } = await create();
    const contains = jest.spyOn(git.reader, 'contains');
    expect(await commits.contains(location, second, first)).toBe(true);
    expect(await commits.contains(location, second, first)).toBe(true);
    expect(await commits.contains(location, first, second)).toBe(false);
    expect(contains).toHaveBeenCalledTimes(2);
  });

  it('knows whether Git names the promoted release at a commit', async () => {
    const { commits, first, location, second } = await create();
    expect(await commits.namesRelease(location, second, promotion)).toBe(true);
    expect(await commits.namesRelease(location, first, promotion)).toBe(false);
  });

  it('is unknown while the host does not answer, and known after that', async () => {
    const { commits, first, git, location, second } = await create();
    git.down = true;
    expect(await commits.contains(location, second, first)).toBe('unknown');
    expect(await commits.namesRelease(location, second, promotion)).toBe(
      'unknown',
    );
    git.down = false;
    expect(await commits.contains(location, second, first)).toBe(true);
    expect(await commits.namesRelease(location, second, promotion)).toBe(true);
  });

  it('is unknown for what is not a commit of the host, or a file that does not say', async () => {
    const { commits, first, git, location } = await create();
    expect(await commits.contains(location, undefined, first)).toBe('unknown');
    expect(await commits.contains(location, 'f'.repeat(40), first)).toBe(
      'unknown',
    );
    const broken = git.push('main', [
      { path: kustomizationPath('production'), content: 'images: [\n' },
    ]);
    expect(await commits.namesRelease(location, broken, promotion)).toBe(
      'unknown',
    );
  });

  it('looks once at what a merge brought', async () => {
    const { commits, first, git, location, second } = await create();
    const read = jest.spyOn(git.reader, 'read');
    const merge = { mergeCommit: second, retargeted: undefined };
    const other = { mergeCommit: first, retargeted: undefined };
    const ask = async () => [
      await commits.findDeviation(location, promotion, merge),
      await commits.findDeviation(location, promotion, other),
    ];
    const answers = await ask();
    expect(answers).toMatchObject([
      undefined,
      { code: 'MergedContentDiffers' },
    ]);
    const reads = read.mock.calls.length;
    expect(await ask()).toEqual(answers);
    expect(read).toHaveBeenCalledTimes(reads);
  });

  it('does not take an outage for an answer about a merge', async () => {
    const { commits, git, location, second } = await create();
    const ask = () =>
      commits.findDeviation(location, promotion, {
        mergeCommit: second,
        retargeted: undefined,
      });
    git.down = true;
    await expect(ask()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    git.down = false;
    expect(await ask()).toBeUndefined();
  });

  it('looks for a merge in the promised branch until that has it', async () => {
    const { commits, first, git, location } = await create();
    const mergeCommit = git.forcePush('release', first, [
      { path: kustomizationPath('production'), content: kustomization('1.1') },
    ]);
    const head = jest.spyOn(git.reader, 'head');
    const ask = () =>
      commits.findDeviation(location, promotion, {
        mergeCommit,
        retargeted: { base: 'release', expected: 'main' },
      });
    expect(await ask()).toMatchObject({ code: 'MergedElsewhere' });
    expect(await ask()).toMatchObject({ code: 'MergedElsewhere' });
    git.mergeBranch('main', 'release');
    expect(await ask()).toBeUndefined();
    const asked = head.mock.calls.length;
    expect(await ask()).toBeUndefined();
    expect(head).toHaveBeenCalledTimes(asked);
  });
});
