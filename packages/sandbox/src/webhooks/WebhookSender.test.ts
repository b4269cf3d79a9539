import { join } from 'node:path';
import { eventually } from '@stonegarden/test-utils';
import { JsonFile } from '../state/JsonFile';
import { temporaryFolder } from '../__testUtils__/smallSeed';
import { webhookReceiver } from '../__testUtils__/webhookReceiver';
import { WebhookSender, webhookStateSchema } from './WebhookSender';

const SECRET = 'secret';

describe('WebhookSender', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let errors: unknown[];

  beforeEach(async () => {
    folder = await temporaryFolder();
    errors = [];
  });
  afterEach(() => folder.remove());

  const open = () =>
    JsonFile.open(join(folder.path, 'webhooks.json'), webhookStateSchema, {
      deliveries: [],
    });
  const senderTo = async (url: string, speed = 1000) => {
    const state = await open();
    const sender = new WebhookSender({
      url,
      secret: SECRET,
      state,
      speed,
      report: error => errors.push(error),
    });
    return { sender, state };
  };

  it('delivers signed and in order', async () => {
    const portal = await webhookReceiver(SECRET);
    const { sender, state } = await senderTo(portal.url);
    await sender.send('push', { n: 1 });
    await sender.send('pull_request', { n: 'ä' });
    await eventually(() => expect(portal.received).toHaveLength(2));
    expect(portal.received).toMatchObject([
      { event: 'push', signed: true, payload: { n: 1 } },
      { event: 'pull_request', signed: true, payload: { n: 'ä' } },
    ]);
    await eventually(() =>
      expect(state.value.deliveries).toMatchObject([
        { status: 'delivered', body: null },
        { status: 'delivered', body: null },
      ]),
    );
    expect(portal.received[0].delivery).toBe(state.value.deliveries[0].id);
    await sender.stop();
    await portal.close();
  });

  it('repeats while the portal fails, keeping the order', async () => {
    const portal = await webhookReceiver(SECRET, [503, 500]);
    const { sender, state } = await senderTo(portal.url);
    await sender.send('push', { n: 1 });
    await sender.send('push', { n: 2 });
    await eventually(() => expect(portal.received).toHaveLength(2));
    expect(portal.received.map(({ payload }) => payload.n)).toEqual([1, 2]);
    await eventually(() =>
      expect(state.value.deliveries[0].status).toBe('delivered'),
    );
    expect(state.value.deliveries[0].attempts).toBe(3);
    expect(errors).toEqual([]);
    await sender.stop();
    await portal.close();
  });

  it('gives up at a refusal and when nobody ever answers, and says so', async () => {
    const portal = await webhookReceiver(SECRET, [403]);
    const { sender, state } = await senderTo(portal.url);
    await sender.send('push', { n: 1 });
    await eventually(() =>
      expect(state.value.deliveries[0].status).toBe('failed'),
    );
    expect(errors).toMatchObject([
      {
        message:
          'Webhook push was not taken: the portal answered 403 (1 attempts)',
      },
    ]);
    await portal.close();
    await sender.send('push', { n: 2 });
    await eventually(() => expect(errors).toHaveLength(2));
    expect(errors[1]).toMatchObject({
      message:
        'Webhook push was not taken: the portal did not answer (7 attempts)',
    });
    await sender.stop();
  });

  it('delivers after a restart what it could not before', async () => {
    const gone = await webhookReceiver(SECRET);
    await gone.close();
    const first = await senderTo(gone.url, 1);
    await first.sender.send('push', { n: 1 });
    await first.sender.stop();
    await first.state.save();
    const portal = await webhookReceiver(SECRET);
    const second = await senderTo(portal.url);
    second.sender.start();
    await eventually(() => expect(portal.received).toHaveLength(1));
    expect(portal.received[0]).toMatchObject({
      signed: true,
      payload: { n: 1 },
    });
    await second.sender.stop();
    await portal.close();
  });
});
