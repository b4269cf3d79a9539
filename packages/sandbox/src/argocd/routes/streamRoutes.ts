import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { Faults } from '../../http/faults';
import type { ApplicationEvent } from '../ApplicationStore';
import type { ArgocdServer } from '../ArgocdServer';
import { applicationFilter } from '../findApplication';
import { withResourceHealth } from '../resourceHealth';
import { selectStreamFields } from '../selectFields';
import { applicationQuery, queryValue } from './query';

const KEEP_ALIVE_MS = 15_000;
/** A reader who leaves more than this unread is cut off, as a slow reader of Argo CD loses events. */
const MAX_UNREAD_BYTES = 64 * 1024 * 1024;

/**
 * The stream of changes: server-sent events with keep-alive for who accepts them, lines of JSON otherwise. It begins with
 * every application as ADDED, unless a resource version is given and no name.
 *
 * @internal
 */
export function streamRoutes(server: ArgocdServer, faults: Faults): Router {
  const { store } = server;
  const router = PromiseRouter();

  router.get('/stream/applications', (request, response) => {
    const query = applicationQuery(request);
    // Argo CD applies the namespace of a stream only together with a name.
    const { appNamespace, ...others } = query;
    const matches = applicationFilter(query.name ? query : others);
    const fields = queryValue(request, 'fields');
    const events = (request.get('accept') ?? '').includes('text/event-stream');
    response.setHeader(
      'Content-Type',
      events ? 'text/event-stream' : 'application/json',
    );
    response.setHeader('Cache-Control', 'no-cache');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.flushHeaders();

    const send = ({ type, record }: ApplicationEvent) => {
      if (!matches(record.application)) {
        return;
      }
      const application = withResourceHealth(record);
      const message = { result: { type, application } };
      const text = JSON.stringify(
        fields ? selectStreamFields(message, fields) : message,
      );
      response.write(events ? `data: ${text}\n\n` : `${text}\n`);
      if (response.writableLength > MAX_UNREAD_BYTES) {
        response.destroy();
      }
    };
    const replay = (from: number, to?: number) => {
      for (const record of store.list().slice(from, to)) {
        send({ type: 'ADDED', record });
      }
    };
    if (query.name || !queryValue(request, 'resourceVersion')) {
      replay(0, faults.listed);
    }
    const { listed } = faults;
    const unfill =
      listed === undefined ? undefined : faults.onFilled(() => replay(listed));
    const unwatch = store.watch(send);
    const unbreak = faults.onBreak(() => response.destroy());
    const keepAlive = setInterval(
      () => events && response.write(':\n'),
      KEEP_ALIVE_MS,
    );
    response.on('close', () => {
      clearInterval(keepAlive);
      unwatch();
      unfill?.();
      unbreak();
    });
  });

  return router;
}
