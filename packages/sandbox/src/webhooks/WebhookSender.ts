import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { JsonFile } from '../state/JsonFile';

/** @internal */
export const webhookStateSchema = z.object({
  deliveries: z.array(
    z.object({
      id: z.string(),
      event: z.string(),
      createdAt: z.string(),
      status: z.enum(['pending', 'delivered', 'failed']),
      attempts: z.number().int(),
      /** HTTP status of the last answer. */
      answer: z.number().int().nullable(),
      /** The exact text that is sent; dropped when the delivery has ended. */
      body: z.string().nullable(),
    }),
  ),
});

/** @internal */
export type WebhookState = z.infer<typeof webhookStateSchema>;
type Delivery = WebhookState['deliveries'][number];

const BACK_OFF_MS = [500, 1000, 2000, 4000, 8000, 16_000];
const ANSWER_TIMEOUT_MS = 10_000;
const KEPT_DELIVERIES = 100;

/**
 * Sends signed webhooks in the order of what happened, each again with back-off while the portal does not answer.
 * What is not yet delivered survives a restart.
 *
 * @internal
 */
export class WebhookSender {
  readonly #stopping = new AbortController();
  #running?: Promise<void>;

  readonly #options: {
    url: string;
    secret: string;
    state: JsonFile<WebhookState>;
    /** Divides the back-off. */
    speed: number;
    report: (error: unknown) => void;
  };

  constructor(options: {
    url: string;
    secret: string;
    state: JsonFile<WebhookState>;
    /** Divides the back-off. */
    speed: number;
    report: (error: unknown) => void;
  }) {
    this.#options = options;
  }

  /** Takes up what an earlier run left. */
  start() {
    this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** Remembers a webhook; resolves when it is on disk, not when it is delivered. */
  async send(event: string, payload: unknown): Promise<void> {
    const { state } = this.#options;
    state.value.deliveries.push({
      id: randomUUID(),
      event,
      createdAt: new Date().toISOString(),
      status: 'pending',
      attempts: 0,
      answer: null,
      body: JSON.stringify(payload),
    });
    await state.save();
    this.#run();
  }

  #run() {
    this.#running ??= this.#deliverAll()
      .catch(this.#options.report)
      .finally(() => {
        this.#running = undefined;
      });
  }

  async #deliverAll(): Promise<void> {
    const { state } = this.#options;
    for (;;) {
      const { deliveries } = state.value;
      const next = deliveries.find(({ status }) => status === 'pending');
      if (!next || this.#stopping.signal.aborted) {
        return;
      }
      await this.#deliver(next);
      const ended = deliveries.filter(({ status }) => status !== 'pending');
      if (ended.length > KEPT_DELIVERIES) {
        deliveries.splice(deliveries.indexOf(ended[0]), 1);
      }
      await state.save();
    }
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const { speed, report } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const answer = await this.#attempt(delivery);
      if (signal.aborted) {
        return;
      }
      delivery.attempts += 1;
      delivery.answer = answer ?? null;
      const again = answer === undefined || answer >= 500 || answer === 429;
      const pause = BACK_OFF_MS[delivery.attempts - 1];
      if (!again || pause === undefined) {
        const delivered = answer !== undefined && answer < 300;
        delivery.status = delivered ? 'delivered' : 'failed';
        delivery.body = null;
        if (!delivered) {
          report(
            new Error(
              `Webhook ${delivery.event} was not taken: ${
                answer
                  ? `the portal answered ${answer}`
                  : 'the portal did not answer'
              } (${delivery.attempts} attempts)`,
            ),
          );
        }
        return;
      }
      await sleep(pause / speed, undefined, { signal }).catch(() => {});
    }
  }

  /** HTTP status, undefined when there was no answer. */
  async #attempt(delivery: Delivery): Promise<number | undefined> {
    const { url, secret } = this.#options;
    const body = delivery.body ?? '';
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    try {
      const response = await fetch(url, {
        method: 'POST',
        body,
        redirect: 'manual',
        headers: {
          'Content-Type': 'application/json',
          'User-Agent': 'GitHub-Hookshot/stonegarden',
          'X-GitHub-Event': delivery.event,
          'X-GitHub-Delivery': delivery.id,
          'X-Hub-Signature-256': `sha256=${signature}`,
        },
        signal: AbortSignal.any([
          this.#stopping.signal,
          AbortSignal.timeout(ANSWER_TIMEOUT_MS),
        ]),
      });
      await response.body?.cancel();
      return response.status;
    } catch {
      return undefined;
    }
  }
}
