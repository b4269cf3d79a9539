import { createParser } from 'eventsource-parser';
import { z } from 'zod';
import type { ApplicationNaming } from '../readModel/ApplicationNaming';
import type { ApplicationEvent } from './ArgocdApi';
import { ArgocdProtocolError } from './argocdErrors';
import { readChunks } from './readBounded';

const MAX_EVENT_CHARACTERS = 8 * 1024 * 1024;

/**
 * The stream takes any field names, with this prefix. The list does not: its fixed set lacks the history and the
 * operation's message, and it drops unknown names in silence, so the list is asked for whole Applications.
 */
const STREAM_FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.labels',
  'metadata.resourceVersion',
  'spec',
  'operation',
  'status.sync',
  'status.health',
  'status.operationState.phase',
  'status.operationState.message',
  'status.operationState.startedAt',
  'status.operationState.finishedAt',
  'status.operationState.retryCount',
  'status.operationState.operation',
  'status.operationState.syncResult.revision',
  'status.operationState.syncResult.revisions',
  'status.operationState.syncResult.source',
  'status.operationState.syncResult.sources',
  'status.history',
  'status.summary',
  'status.conditions',
  'status.resources',
  'status.sourceHydrator',
];

const eventSchema = z.object({
  result: z.object({ type: z.string(), application: z.unknown() }).optional(),
});

/** The fields that a stream is asked for: those that are read. */
export function streamFields(naming: ApplicationNaming): string {
  const fields =
    naming.kind === 'annotations'
      ? [...STREAM_FIELDS, 'metadata.annotations']
      : STREAM_FIELDS;
  return [
    'result.type',
    ...fields.map(field => `result.application.${field}`),
  ].join(',');
}

/** Reads a stream of events to its end, or until it is aborted or has been silent for too long, which are errors. */
export async function readApplicationStream(
  open: (signal: AbortSignal) => Promise<Response>,
  options: {
    signal: AbortSignal;
    silenceTimeoutMs: number;
    onEvent(event: ApplicationEvent): void;
    /** Called for each sign of life, events and keep-alives alike. */
    onAlive(): void;
  },
): Promise<void> {
  const silence = new AbortController();
  const signal = AbortSignal.any([options.signal, silence.signal]);
  let timer: NodeJS.Timeout | undefined;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), options.silenceTimeoutMs);
  };
  const parser = createParser({
    maxBufferSize: MAX_EVENT_CHARACTERS,
    onEvent: ({ data }) => {
      const event = toApplicationEvent(data);
      if (event) {
        options.onEvent(event);
      }
    },
  });
  alive();
  try {
    const body = await eventsOf(await open(signal));
    await readChunks(body, signal, chunk => {
      alive();
      options.onAlive();
      parser.feed(chunk);
    });
  } finally {
    clearTimeout(timer);
  }
}

async function eventsOf({
  headers,
  body,
}: Response): Promise<ReadableStream<Uint8Array>> {
  const type = headers.get('content-type') ?? '';
  if (!type.startsWith('text/event-stream') || !body) {
    body?.cancel().catch(() => {});
    throw new ArgocdProtocolError('it does not stream events');
  }
  return body;
}

function toApplicationEvent(data: string): ApplicationEvent | undefined {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    throw new ArgocdProtocolError('its stream of events is malformed');
  }
  const parsed = eventSchema.safeParse(value);
  const result = parsed.success ? parsed.data.result : undefined;
  if (!result) {
    // Argo CD reports a broken stream as an event of its own.
    throw new ArgocdProtocolError('its stream of events reported an error');
  }
  const { type, application } = result;
  return type === 'ADDED' || type === 'MODIFIED' || type === 'DELETED'
    ? { type, application }
    : undefined;
}
