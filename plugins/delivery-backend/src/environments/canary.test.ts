import { mockServices } from '@backstage/backend-test-utils';
import { FakeArgocd } from '../__testUtils__/FakeArgocd';
import { ArgocdReadModel } from '../argocd/readModel/ArgocdReadModel';
import { deriveEnvironments } from './deriveEnvironments';

const OLD = 'a'.repeat(40);
const NEW = 'b'.repeat(40);
const environments = [
  {
    name: 'production',
    cluster: 'homelab',
    namespace: 'shop-production',
    autoSync: false,
  },
];

async function start() {
  let head = OLD;
  const argocd = new FakeArgocd({
    head: () => head,
    imagesAt: revision => [`shop:${revision === OLD ? '1' : '2'}`],
  });
  argocd.add({
    name: 'shop-production',
    service: 'shop',
    environment: 'production',
    isCanary: true,
  });
  argocd.syncNow('shop-production');
  argocd.settle('shop-production');
  const model = new ArgocdReadModel({
    instances: [{ name: 'homelab', url: 'http://argocd', token: 't' }],
    logger: mockServices.logger.mock(),
    createApi: () => argocd,
  });
  model.start();
  const lookNow = () =>
    deriveEnvironments(
      { name: 'shop', environments, source: undefined },
      model,
    )[0];
  const look = async () => {
    await new Promise(setImmediate);
    await model.idle();
    return lookNow();
  };
  await look();
  return {
    argocd,
    model,
    look,
    lookNow,
    push: () => {
      head = NEW;
    },
  };
}

const tag = (release: { images: Array<{ tag?: string }> } | undefined) =>
  release?.images.map(image => image.tag);

describe('a canary', () => {
  it('names neither version until the Rollout has told which is the stable one', async () => {
    const { argocd, model, look, lookNow, push } = await start();
    push();
    argocd.syncNow('shop-production');
    expect(lookNow()).toMatchObject({ mixed: true });
    expect(lookNow()).not.toHaveProperty('release');

    for (const [state, weight] of [
      ['progressing', 10],
      ['paused', 50],
      ['progressing', 50],
      ['aborted', 0],
    ] as const) {
      argocd.canary('shop-production', state);
      const environment = await look();
      expect(tag(environment.release)).toEqual(['1']);
      expect(environment).not.toHaveProperty('mixed');
      expect(environment.canary).toMatchObject({ state, weight });
      expect(tag(environment.canary?.release)).toEqual(['2']);
    }

    argocd.settle('shop-production');
    const ended = await look();
    expect(tag(ended.release)).toEqual(['2']);
    expect(ended).not.toHaveProperty('canary');
    await model.stop();
  });

  it('asks for the tree only where two versions run or something is Degraded, and once for each version', async () => {
    const { argocd, model, look, push } = await start();
    const trees = () =>
      argocd.calls.filter(call => call === 'resource-tree').length;
    expect(trees()).toBe(0);
    push();
    argocd.syncNow('shop-production');
    argocd.canary('shop-production', 'paused');
    await look();
    const asked = trees();
    expect(asked).toBeGreaterThan(0);
    await look();
    expect(trees()).toBe(asked);
    await model.stop();
  });
});
