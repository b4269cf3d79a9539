import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import express, { RequestHandler, Router } from 'express';
import { z } from 'zod';
import { bearsToken } from './tokens';

const schema = z.strictObject({
  /** Added to each answer, at most a minute. */
  latencyMs: z.number().int().min(0).max(60_000).optional(),
  /** Answered instead of the real answer. */
  status: z.number().int().min(400).max(599).optional(),
  /** Breaks the connection. */
  refuse: z.boolean().optional(),
  /**
   * Argo CD: how many applications lists name, and streams begin with, as right after a start, while the caches fill. With 0
   * even the version is missing.
   */
  listed: z.number().int().min(0).optional(),
  /** Argo CD: its account lacks the right to read logs of pods. */
  forbidLogs: z.boolean().optional(),
  /** Argo CD: its account lacks the right to run actions of resources. */
  forbidActions: z.boolean().optional(),
});

/**
 * Makes a port's API slow or failing, for trying out and for tests.
 *
 * @internal
 */
export class Faults {
  #present: z.infer<typeof schema> = {};
  readonly #events = new EventEmitter().setMaxListeners(0);

  /** Called when answers that are under way, such as streams, have to break. */
  onBreak(listener: () => void): () => void {
    this.#events.on('break', listener);
    return () => this.#events.off('break', listener);
  }

  /** Called when the caches are full again. */
  onFilled(listener: () => void): () => void {
    this.#events.on('filled', listener);
    return () => this.#events.off('filled', listener);
  }

  get forbidsLogs(): boolean {
    return this.#present.forbidLogs === true;
  }

  get forbidsActions(): boolean {
    return this.#present.forbidActions === true;
  }

  get listed(): number | undefined {
    return this.#present.listed;
  }

  /** Stands before the API. */
  readonly middleware: RequestHandler = async (_request, response, next) => {
    const { latencyMs, status, refuse } = this.#present;
    if (latencyMs) {
      await sleep(latencyMs);
    }
    if (refuse) {
      response.socket?.destroy();
    } else if (status) {
      response.status(status).json({
        message: `The sandbox was told to answer ${status}`,
        error: `The sandbox was told to answer ${status}`,
        code: 14,
      });
    } else {
      next();
    }
  };

  /** `POST /_sandbox/faults`; an empty body heals. */
  routes(token: string): Router {
    const router = express.Router();
    router.post('/_sandbox/faults', express.json(), (request, response) => {
      if (!bearsToken(request, token)) {
        response.status(401).json({ message: 'The token is missing or wrong' });
        return;
      }
      const parsed = schema.safeParse(request.body ?? {});
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        response.status(400).json({
          message: `${issue.path.join('.') || 'body'}: ${issue.message}`,
        });
        return;
      }
      const wasFilling = this.#present.listed !== undefined;
      this.#present = parsed.data;
      if (wasFilling && parsed.data.listed === undefined) {
        this.#events.emit('filled');
      }
      if (parsed.data.refuse || parsed.data.status) {
        this.#events.emit('break');
      }
      response.json(this.#present);
    });
    return router;
  }
}
