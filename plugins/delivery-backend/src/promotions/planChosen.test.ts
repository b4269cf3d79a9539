import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import {
  kustomization,
  kustomizationPath,
  shop,
  SHOP_IMAGE,
  shopFiles,
} from '../__testUtils__/shop';
import { kustomizeReleaseFile } from '../releases/kustomizeReleaseFile';
import { planPromotion } from './planPromotion';
import type { RequestedPromotion } from './RequestedPromotion';

const service = {
  entityRef: 'component:default/shop',
  name: 'shop',
  entity: shop,
  environments: shop.spec.environments ?? [],
};

/** Staging had 0.9 with two replicas, and has 1.1 and nine now. */
async function setUp() {
  const git = new FakeGitHost({
    ...shopFiles(),
    [kustomizationPath('staging')]: `${kustomization(
      '0.9',
    )}replicas:\n  - name: shop\n    count: 2\n`,
  });
  const commit = await git.reader.head('main');
  git.push('main', [
    {
      path: kustomizationPath('staging'),
      content: `${kustomization(
        '1.1',
      )}replicas:\n  - name: shop\n    count: 9\n`,
    },
  ]);
  const plan = (
    chosen: Partial<RequestedPromotion['chosen']> = {},
    steps = { from: 'staging', to: 'production' },
  ) =>
    planPromotion(
      service,
      {
        ...steps,
        chosen: {
          deployment: 'd-1',
          environment: 'staging',
          commit,
          ...chosen,
        },
      },
      { hosts: git.hosts, releaseFile: kustomizeReleaseFile },
    );
  return { git, plan };
}

describe('planPromotion of a Release of the history', () => {
  it('brings its versions, and nothing else of what was there', async () => {
    const { git, plan } = await setUp();
    const planned = await plan();
    expect(planned.baseCommit).toBe(await git.reader.head('main'));
    expect(planned.changes).toEqual([
      { name: SHOP_IMAGE, from: { tag: '1.0' }, to: { tag: '0.9' } },
    ]);
    expect(planned.edit?.files).toEqual([
      {
        path: kustomizationPath('production'),
        before: kustomization('1.0'),
        after: kustomization('0.9'),
      },
    ]);
    expect(planned.named?.get('staging')?.release?.images[0].tag).toBe('1.1');
  });

  it('has the branch of the same Release, however it was chosen', async () => {
    const { git, plan } = await setUp();
    const head = await git.reader.head('main');
    const chosen = await plan({ commit: head });
    const usual = await planPromotion(
      service,
      { from: 'staging', to: 'production' },
      { hosts: git.hosts, releaseFile: kustomizeReleaseFile },
    );
    expect(chosen.edit?.branch).toBe(usual.edit?.branch);
    expect((await plan()).edit?.branch).not.toBe(usual.edit?.branch);
    expect(usual.named).toBeUndefined();
  });

  it('says that a commit is gone', async () => {
    const { plan } = await setUp();
    const planned = await plan({ commit: 'f'.repeat(40) });
    expect(planned.git.source.problem).toMatchObject({
      code: 'DeployedCommitMissing',
      params: { environment: 'staging', commit: 'f'.repeat(40) },
    });
    expect(planned.edit).toBeUndefined();
  });

  it('refuses what was deployed to the target itself, or after it', async () => {
    const { plan } = await setUp();
    await expect(plan({ environment: 'production' })).rejects.toThrow(
      'Roll production back',
    );
    await expect(
      plan({ environment: 'production' }, { from: 'dev', to: 'staging' }),
    ).rejects.toThrow('does not come before staging');
  });
});
