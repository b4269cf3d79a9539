import {
  createReason,
  type Deployment,
} from '@stonegarden/backstage-plugin-delivery-common';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import type { PromotionRecord } from '../promotions/PromotionRecord';
import { PromotionLinker } from './PromotionLinker';

const entityRef = 'component:default/shop';
const at = (minute: number) =>
  new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const release = (tag: string) => ({ images: [{ name: 'shop', tag }] });

describe('PromotionLinker', () => {
  /** Commits, deployments of them and promotions that were merged as them; each step is ten minutes after the one before. */
  function create() {
    const git = new FakeGitHost({ version: '0' });
    const deployments: Deployment[] = [];
    const promotions: PromotionRecord[] = [];
    let minute = 0;
    const commit = (tag: string) => {
      minute += 10;
      return git.push('main', [
        { path: 'version', content: `${tag} ${minute}` },
      ]);
    };
    const deploy = (revision: string, tag: string) => {
      minute += 10;
      deployments.unshift({
        id: `d${deployments.length}`,
        entityRef,
        environment: 'production',
        instance: 'homelab',
        application: 'argocd/shop',
        release: release(tag),
        revision,
        from: at(minute),
      });
    };
    const promote = (id: string, tag: string) => {
      const mergeCommit = commit(tag);
      promotions.unshift({
        id,
        entityRef,
        to: 'production',
        release: release(tag),
        mergeCommit,
        mergedAt: at(minute),
        createdAt: at(minute - 5),
        sourceUrl: 'https://git.example/acme/platform/tree/main/',
      } as PromotionRecord);
      return mergeCommit;
    };
    const contains = jest.spyOn(git.reader, 'contains');
    const linker = new PromotionLinker({
      hosts: git.hosts,
      promotions: { list: async () => promotions },
      deployments: {
        list: async ({ limit }) => deployments.slice(0, limit),
        linkPromotion: async (id, promotion) => {
          deployments.find(each => each.id === id)!.promotion ??= promotion;
        },
        recordFailed: async id => {
          deployments.find(each => each.id === id)!.outcome ??= 'failed';
        },
      },
    });
    const linked = async () => {
      await linker.link(entityRef);
      return deployments.map(({ promotion }) => promotion).reverse();
    };
    return {
      commit,
      contains,
      deploy,
      deployments,
      git,
      linked,
      promote,
      promotions,
    };
  }

  it('links a rollback to the later of two deployments of one Release', async () => {
    const { deploy, linked, promote } = create();
    deploy(promote('forward-1', '1'), '1');
    deploy(promote('forward-2', '2'), '2');
    deploy(promote('back-to-1', '1'), '1');
    const expected = ['forward-1', 'forward-2', 'back-to-1'];
    expect(await linked()).toEqual(expected);
    expect(await linked()).toEqual(expected);
  });

  it('says that a deployment failed whose verification did, where nothing else is known of it', async () => {
    const { deploy, deployments, linked, promote, promotions } = create();
    const reason = createReason('TargetDegraded', {
      environment: 'production',
    });
    for (const id of ['failed', 'well', 'seen']) {
      deploy(promote(id, id), id);
    }
    await linked();
    const [seen] = deployments;
    seen.outcome = 'succeeded';
    for (const promotion of promotions) {
      if (promotion.id !== 'well') promotion.reason = reason;
    }
    await linked();
    expect(
      deployments.map(({ promotion, outcome }) => [promotion, outcome]),
    ).toEqual([
      ['seen', 'succeeded'],
      ['well', undefined],
      ['failed', 'failed'],
    ]);
  });

  it('links the rollback also when the first deployment of the Release was never recorded', async () => {
    const { deploy, linked, promote } = create();
    promote('forward-1', '1');
    promote('forward-2', '2');
    deploy(promote('back-to-1', '1'), '1');
    expect(await linked()).toEqual(['back-to-1']);
  });

  it('links nothing to what was rolled back past Git, whose commit is older', async () => {
    const { deploy, linked, promote } = create();
    const first = promote('forward-1', '1');
    deploy(first, '1');
    deploy(promote('forward-2', '2'), '2');
    deploy(first, '1');
    promote('back-to-1', '1');
    expect(await linked()).toEqual(['forward-1', 'forward-2', undefined]);
  });

  it('does not take a later deployment of the same Release for that of a promotion that something else was deployed over', async () => {
    const { commit, deploy, linked, promote } = create();
    promote('forward-1', '1');
    deploy(commit('2'), '2');
    deploy(commit('1'), '1');
    expect(await linked()).toEqual([undefined, undefined]);
  });

  it('asks the Git host once whether a commit contains a merge', async () => {
    const { commit, contains, deploy, linked, promote } = create();
    promote('forward-1', '1');
    deploy(commit('2'), '2');
    await linked();
    const asked = contains.mock.calls.length;
    await linked();
    expect(asked).toBeGreaterThan(0);
    expect(contains).toHaveBeenCalledTimes(asked);
  });

  it('passes on that the Git host does not answer', async () => {
    const { commit, deploy, git, linked, promote } = create();
    promote('forward-1', '1');
    deploy(commit('1'), '1');
    git.down = true;
    await expect(linked()).rejects.toThrow('does not answer');
  });
});
