import type { Deployment } from '@stonegarden/backstage-plugin-delivery-common';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import {
  kustomization,
  kustomizationPath,
  shop,
  shopFiles,
} from '../__testUtils__/shop';
import { kustomizeReleaseFile } from '../releases/kustomizeReleaseFile';
import { findOtherChanges } from './findOtherChanges';
import { planRollback } from './planRollback';

const PATH = kustomizationPath('production');
const service = {
  entityRef: 'component:default/shop',
  name: 'shop',
  entity: shop,
  environments: shop.spec.environments ?? [],
};

async function plan(scope: 'everything' | 'versions') {
  const git = new FakeGitHost(shopFiles());
  const revision = await git.reader.head('main');
  git.push('main', [
    { path: PATH, content: `${kustomization('1.1')}namespace: shop\n` },
  ]);
  const rollback = {
    deployment: { environment: 'production', revision } as Deployment,
    scope,
  };
  const planned = await planRollback(service, rollback, {
    hosts: git.hosts,
    releaseFile: kustomizeReleaseFile,
  });
  return {
    git,
    find: () => findOtherChanges(rollback, planned, kustomizeReleaseFile),
  };
}

describe('findOtherChanges', () => {
  it.each(['versions', 'everything'] as const)(
    'says what going back to everything changes beyond the versions, when %s are asked for',
    async scope => {
      const { find } = await plan(scope);
      const found = await find();
      const [change] = found.ok ? found.changes : [];
      expect(found).toEqual({ ok: true, changes: [change] });
      expect(change.path).toBe(PATH);
      expect(change.diff.match(/^[-+] ?[^-+].*$/gm)).toEqual([
        '-namespace: shop',
      ]);
    },
  );

  it('is about the commit that was planned at, whatever was pushed since', async () => {
    const { find, git } = await plan('everything');
    const head = jest.spyOn(git.reader, 'head');
    const before = await find();
    git.push('main', [{ path: PATH, content: kustomization('1.2') }]);
    expect(await find()).toEqual(before);
    expect(head).not.toHaveBeenCalled();
  });
});
