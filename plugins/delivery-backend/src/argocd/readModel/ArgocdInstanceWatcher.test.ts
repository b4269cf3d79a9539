import { mockServices } from '@backstage/backend-test-utils';
import { FakeArgocd } from '../../__testUtils__/FakeArgocd';
import { ArgocdInstanceWatcher } from './ArgocdInstanceWatcher';

describe('ArgocdInstanceWatcher', () => {
  it('lists soon again while something known is not listed, and less and less often where that stays so', async () => {
    const argocd = new FakeArgocd({
      head: () => 'a'.repeat(40),
      imagesAt: () => ['ghcr.io/acme/shop:1'],
    });
    for (const environment of ['dev', 'production']) {
      argocd.add({
        name: `shop-${environment}`,
        service: 'shop',
        environment,
        project: `team-${environment}`,
      });
    }
    const pauses: number[] = [];
    let wake = () => {};
    const watcher = new ArgocdInstanceWatcher({
      name: 'homelab',
      api: argocd,
      listener: {
        onChanges: () => {},
        onProof: () => {},
        onReachability: () => {},
      },
      logger: mockServices.logger.mock(),
      timing: { relistMs: 10_000, shortListMs: 1_000 },
      sleep: (delayMs, signal) =>
        new Promise(resolve => {
          if (signal.aborted) {
            resolve();
          } else {
            pauses.push(delayMs);
            wake = resolve;
            signal.addEventListener('abort', () => resolve());
          }
        }),
    });
    const nextList = async () => {
      wake();
      for (let i = 0; i < 5; i += 1) {
        await new Promise(setImmediate);
      }
      await watcher.idle();
    };
    watcher.start();
    await nextList();
    await nextList();
    expect(pauses).toEqual([10_000, 10_000]);

    argocd.forbiddenProjects.add('team-production');
    for (let i = 0; i < 8; i += 1) {
      await nextList();
    }
    expect(pauses.slice(2)).toEqual([
      1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000, 10_000,
    ]);

    argocd.forbiddenProjects.clear();
    await nextList();
    argocd.forbiddenProjects.add('team-production');
    await nextList();
    expect(pauses.slice(10)).toEqual([10_000, 1_000]);
    await watcher.stop();
  });
});
