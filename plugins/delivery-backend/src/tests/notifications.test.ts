import { mockCredentials } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { eventually } from '@stonegarden/test-utils';
import { describeOnDatabases } from '@stonegarden/test-utils/databases';
import { SHOP, useDelivery } from '../__testUtils__/useDelivery';
import { useFakeDate } from '../__testUtils__/useFakeDate';

jest.setTimeout(60_000);

const ADA = 'user:default/ada';
const QA = 'group:default/qa';
const MINUTE = 60 * 1000;

describeOnDatabases('notifications', createDatabase => {
  const { start } = useDelivery(createDatabase);
  type Started = Awaited<ReturnType<typeof start>>;

  afterEach(() => jest.useRealTimers());

  async function startTwo(delivery: JsonObject) {
    const first = await start({ delivery });
    const { argocd, git, knex } = first;
    return [first, await start({ argocd, git, knex, delivery })];
  }
  const promote = async ({ api }: Started) => {
    const { body } = await api
      .post(`${SHOP}/promotions`)
      .set('Authorization', mockCredentials.user.header(ADA))
      .send({ from: 'staging', to: 'production' });
    return body;
  };
  const see = (backends: Started[]) =>
    Promise.all(backends.map(({ webhook }) => webhook(1)));
  const sent = (backends: Started[]) =>
    backends.flatMap(({ notifications }) =>
      notifications.send.mock.calls.map(([{ payload, recipients }]) => ({
        ...payload,
        ...recipients,
      })),
    );

  it('ask for an approval once, of the groups of the policy and without whoever asked, whichever backends see it and after a restart', async () => {
    const delivery = {
      promotion: { policy: [{ approvals: { groups: ['qa'] } }] },
    };
    const backends = await startTwo(delivery);
    const [first, second] = backends;
    const { id } = await promote(first);
    await see([...backends, ...backends]);
    await eventually(() => expect(sent(backends)).toHaveLength(1));
    expect(sent(backends)).toEqual([
      {
        type: 'entity',
        entityRef: [QA],
        excludeEntityRef: [ADA],
        title: 'shop 1.1 waits for an approval before it goes to production',
        description: expect.stringContaining('from staging'),
        link: `/catalog/default/component/shop/environments?promote=production&promotion=${id}`,
        severity: 'normal',
        topic: 'promotion-approval',
        scope: `promotion-approval ${id}`,
      },
    ]);
    const { argocd, git, knex } = first;
    await second.stop();
    const third = await start({ argocd, git, knex, delivery });
    await see([first, third]);
    await see([first, third]);
    expect(sent([first, second, third])).toHaveLength(1);
  });

  it('tell whoever asked that it can be merged, and that it was closed, each once', async () => {
    const started = Date.now();
    const backends = await startTwo({ protectedEnvironments: [] });
    const [first] = backends;
    const { git } = first;
    await promote(first);
    await see(backends);
    expect(sent(backends)).toEqual([]);
    useFakeDate(started + 10 * MINUTE);
    await eventually(async () => {
      await see(backends);
      expect(sent(backends)).toHaveLength(1);
    });
    git.close(1);
    await eventually(async () => {
      await see(backends);
      expect(sent(backends)).toHaveLength(2);
    });
    await see(backends);
    // Either backend may have sent either of them.
    const byTopic = new Map(sent(backends).map(each => [each.topic, each]));
    expect([...byTopic.keys()].sort()).toEqual([
      'promotion-closed',
      'promotion-ready',
    ]);
    for (const each of byTopic.values()) {
      expect(each).toMatchObject({ entityRef: [ADA] });
    }
    expect(new Set(sent(backends).map(({ scope }) => scope)).size).toBe(1);
  });

  it('are not sent where they are off', async () => {
    const backend = await start({
      delivery: { notifications: { off: ['promotion-approval'] } },
    });
    await promote(backend);
    await see([backend]);
    await see([backend]);
    expect(sent([backend])).toEqual([]);
  });

  it('keep the portal from starting where a kind is not known', async () => {
    await expect(
      start({ delivery: { notifications: { off: ['sucess'] } } }),
    ).rejects.toThrow(
      'delivery.notifications.off in app-config has "sucess", which is not known; there are promotion-approval,',
    );
  });
});
