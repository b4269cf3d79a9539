import { mockServices } from '@backstage/backend-test-utils';
import { eventually } from '@stonegarden/test-utils';
import { FakeArgocd } from '../../__testUtils__/FakeArgocd';
import { ArgocdInstanceWatcher } from './ArgocdInstanceWatcher';
import type { Sleep } from './sleep';
import type { WatcherTiming } from './WatcherTiming';

describe('ArgocdInstanceWatcher', () => {
  const add = (argocd: FakeArgocd, environment: string) =>
    argocd.add({
      name: `shop-${environment}`,
      service: 'shop',
      environment,
      project: `team-${environment}`,
    });
  const shop = (...environments: string[]) => {
    const argocd = new FakeArgocd({
      head: () => 'a'.repeat(40),
      imagesAt: () => ['ghcr.io/acme/shop:1'],
    });
    environments.forEach(environment => add(argocd, environment));
    return argocd;
  };
  const watch = (
    api: FakeArgocd,
    options: { timing: Partial<WatcherTiming>; sleep?: Sleep },
  ) => {
    const watcher = new ArgocdInstanceWatcher({
      name: 'homelab',
      api,
      listener: {
        onChanges: () => {},
        onProof: () => {},
        onReachability: () => {},
      },
      logger: mockServices.logger.mock(),
      ...options,
    });
    watcher.start();
    return watcher;
  };

  it('lists soon again while something known is not listed, and less and less often where that stays so', async () => {
    const argocd = shop('dev', 'production');
    const pauses: number[] = [];
    let wake = () => {};
    const watcher = watch(argocd, {
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

  it('does not bring back what was deleted while it was asked for by name, whether it was known or not', async () => {
    const argocd = shop('dev', 'production');
    const watcher = watch(argocd, { timing: { relistMs: 20 } });
    const known = () => watcher.find('shop').map(({ name }) => name);
    await eventually(() =>
      expect(known()).toEqual(['shop-dev', 'shop-production']),
    );
    const get = argocd.get.bind(argocd);
    /** The next answer about this one is of the time of the question, and comes when it is let go. */
    const holdAnswer = (name: string) => {
      const asked = jest.fn();
      let letGo = () => {};
      const held = new Promise<void>(resolve => {
        letGo = resolve;
      });
      argocd.get = async key => {
        const answer = await get(key);
        if (key.name === name) {
          argocd.get = get;
          asked();
          await held;
        }
        return answer;
      };
      return { asked, letGo };
    };

    const unlisted = holdAnswer('shop-production');
    argocd.cache(['shop-dev']);
    await eventually(() => expect(unlisted.asked).toHaveBeenCalled());
    argocd.remove('shop-production');
    expect(known()).toEqual(['shop-dev']);
    unlisted.letGo();
    await watcher.idle();
    expect(known()).toEqual(['shop-dev']);

    const expected = holdAnswer('shop-staging');
    argocd.dropEvents = true;
    add(argocd, 'staging');
    argocd.dropEvents = false;
    const expectStaging = () =>
      watcher.expect({
        service: 'shop',
        environment: 'staging',
        key: { name: 'shop-staging', project: 'team-staging' },
        isCertain: true,
      });
    expectStaging();
    await eventually(() => expect(expected.asked).toHaveBeenCalled());
    argocd.remove('shop-staging');
    expected.letGo();
    await watcher.idle();
    expect(known()).toEqual(['shop-dev']);

    argocd.dropEvents = true;
    add(argocd, 'staging');
    expectStaging();
    await eventually(() =>
      expect(known()).toEqual(['shop-dev', 'shop-staging']),
    );
    await watcher.stop();
  });
});
