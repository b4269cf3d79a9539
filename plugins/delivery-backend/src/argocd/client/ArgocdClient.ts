import { createParser } from 'eventsource-parser';
import { z } from 'zod';
import {
  ApplicationNaming,
  selectorOf,
  STONEGARDEN_LABELS,
} from '../readModel/ApplicationNaming';
import {
  ApplicationEvent,
  ApplicationKey,
  ArgocdApi,
  rbacObject,
  ResourceKey,
  SyncOptions,
} from './ArgocdApi';
import type { ArgocdInstanceConfig } from '../../config/readDeliveryConfig';
import { ArgocdProtocolError, ArgocdResponseError } from './argocdErrors';
import { readChunks, readJson, readText } from './readBounded';

const MEBIBYTE = 1024 * 1024;
const LIST_TIMEOUT_MS = 30_000;
const CALL_TIMEOUT_MS = 10_000;
/** 6,000 Applications are some 190 MB before compression. */
const MAX_LIST_BYTES = 384 * MEBIBYTE;
const MAX_CALL_BYTES = 8 * MEBIBYTE;
const MAX_EVENT_CHARACTERS = 8 * MEBIBYTE;
/** Argo CD sends a comment every 15 s; three of them missing is a broken stream. */
const SILENCE_TIMEOUT_MS = 3 * 15_000;

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

const listSchema = z.object({
  metadata: z.object({ resourceVersion: z.string().optional() }).optional(),
  items: z.array(z.unknown()).nullish(),
});
const errorSchema = z.object({
  message: z.string().optional(),
  error: z.string().optional(),
  code: z.number().optional(),
});
const canISchema = z.object({ value: z.enum(['yes', 'no']) });
const eventSchema = z.object({
  result: z.object({ type: z.string(), application: z.unknown() }).optional(),
});

/** Argo CD's HTTP API. */
export class ArgocdClient implements ArgocdApi {
  readonly #instance: ArgocdInstanceConfig;
  readonly #naming: ApplicationNaming;
  readonly #silenceTimeoutMs: number;

  constructor(
    instance: ArgocdInstanceConfig,
    options: { naming?: ApplicationNaming; silenceTimeoutMs?: number } = {},
  ) {
    this.#instance = instance;
    this.#naming = options.naming ?? STONEGARDEN_LABELS;
    this.#silenceTimeoutMs = options.silenceTimeoutMs ?? SILENCE_TIMEOUT_MS;
  }

  /** All Applications that carry this suite's labels. */
  async list(
    signal: AbortSignal,
  ): Promise<{ resourceVersion?: string; applications: unknown[] }> {
    const response = await this.#fetch('/api/v1/applications', {
      query: this.#selection,
      signal: AbortSignal.any([signal, AbortSignal.timeout(LIST_TIMEOUT_MS)]),
    });
    const list = listSchema.safeParse(await readJson(response, MAX_LIST_BYTES));
    if (!list.success) {
      throw new ArgocdProtocolError('its list of applications is malformed');
    }
    return {
      resourceVersion: list.data.metadata?.resourceVersion,
      applications: list.data.items ?? [],
    };
  }

  /** Without a resource version Argo CD begins with every Application. */
  async watch(options: {
    signal: AbortSignal;
    onEvent(event: ApplicationEvent): void;
    /** Called for each sign of life, events and keep-alives alike. */
    onAlive(): void;
  }): Promise<void> {
    const silence = new AbortController();
    const signal = AbortSignal.any([options.signal, silence.signal]);
    let timer: NodeJS.Timeout | undefined;
    const alive = () => {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), this.#silenceTimeoutMs);
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
      const stream = await this.#openStream(signal);
      await readChunks(stream, signal, chunk => {
        alive();
        options.onAlive();
        parser.feed(chunk);
      });
    } finally {
      clearTimeout(timer);
    }
  }

  get #selection(): Record<string, string> {
    const selector = selectorOf(this.#naming);
    return selector ? { selector } : {};
  }

  async #openStream(signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const response = await this.#fetch('/api/v1/stream/applications', {
      query: {
        ...this.#selection,
        fields: [
          'result.type',
          ...[
            ...STREAM_FIELDS,
            ...(this.#naming.kind === 'annotations'
              ? ['metadata.annotations']
              : []),
          ].map(field => `result.application.${field}`),
        ].join(','),
      },
      headers: { Accept: 'text/event-stream' },
      signal,
    });
    const type = response.headers.get('content-type') ?? '';
    if (!type.startsWith('text/event-stream') || !response.body) {
      await response.body?.cancel();
      throw new ArgocdProtocolError('it does not stream events');
    }
    return response.body;
  }

  async get(
    key: ApplicationKey,
    options: { signal?: AbortSignal } = {},
  ): Promise<unknown> {
    return this.#call(applicationPath(key), { ...options, query: scope(key) });
  }

  async canGet(
    key: ApplicationKey,
    options: { signal?: AbortSignal } = {},
  ): Promise<boolean> {
    const object = rbacObject(key).split('/').map(encodeURIComponent).join('/');
    const answer = canISchema.safeParse(
      await this.#call(
        `/api/v1/account/can-i/applications/get/${object}`,
        options,
      ),
    );
    if (!answer.success) {
      throw new ArgocdProtocolError('its answer about a right is malformed');
    }
    return answer.data.value === 'yes';
  }

  async resourceTree(
    key: ApplicationKey,
    options: { signal?: AbortSignal } = {},
  ): Promise<unknown> {
    return this.#call(`${applicationPath(key)}/resource-tree`, {
      ...options,
      query: scope(key),
    });
  }

  async resource(
    key: ApplicationKey,
    { group, version, kind, namespace, name }: ResourceKey,
    options: { signal?: AbortSignal } = {},
  ): Promise<unknown> {
    return this.#call(`${applicationPath(key)}/resource`, {
      ...options,
      query: {
        ...scope(key),
        group,
        version,
        kind,
        namespace,
        resourceName: name,
      },
    });
  }

  async sync(
    key: ApplicationKey,
    { prune, resources }: SyncOptions,
  ): Promise<unknown> {
    return this.#call(`${applicationPath(key)}/sync`, {
      method: 'POST',
      body: {
        ...scope(key),
        prune,
        ...(resources && {
          resources: resources.map(({ group = '', kind, namespace, name }) => ({
            group,
            kind,
            ...(namespace && { namespace }),
            name,
          })),
        }),
      },
    });
  }

  async #call(
    path: string,
    options: {
      method?: 'POST';
      query?: Record<string, string>;
      body?: object;
      signal?: AbortSignal;
    },
  ): Promise<unknown> {
    const response = await this.#fetch(path, {
      ...options,
      signal: AbortSignal.any([
        AbortSignal.timeout(CALL_TIMEOUT_MS),
        ...(options.signal ? [options.signal] : []),
      ]),
    });
    return readJson(response, MAX_CALL_BYTES);
  }

  async #fetch(
    path: string,
    options: {
      method?: 'POST';
      query?: Record<string, string>;
      headers?: Record<string, string>;
      body?: object;
      signal: AbortSignal;
    },
  ): Promise<Response> {
    const query = new URLSearchParams(options.query);
    const response = await fetch(
      `${this.#instance.url}${path}${options.query ? `?${query}` : ''}`,
      {
        method: options.method ?? 'GET',
        headers: {
          Accept: 'application/json',
          Authorization: `Bearer ${this.#instance.token}`,
          ...(options.body ? { 'Content-Type': 'application/json' } : {}),
          ...options.headers,
        },
        // A redirect is a login page or a wrong address; following one could hand the token to somebody else.
        redirect: 'error',
        ...(options.body ? { body: JSON.stringify(options.body) } : {}),
        signal: options.signal,
      },
    );
    if (!response.ok) {
      throw await toResponseError(response);
    }
    return response;
  }
}

function applicationPath({ name }: ApplicationKey): string {
  return `/api/v1/applications/${encodeURIComponent(name)}`;
}

function scope({ namespace, project }: ApplicationKey): Record<string, string> {
  return { ...(namespace ? { appNamespace: namespace } : {}), project };
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

async function toResponseError(response: Response) {
  let body: unknown;
  try {
    body = JSON.parse(await readText(response, MAX_CALL_BYTES));
  } catch {
    body = undefined;
  }
  const parsed = errorSchema.safeParse(body);
  const { message, error, code } = parsed.success
    ? parsed.data
    : { message: undefined, error: undefined, code: undefined };
  return new ArgocdResponseError({
    status: response.status,
    code,
    detail: message ?? error ?? 'no reason given',
  });
}
