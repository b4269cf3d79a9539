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
  rbacParts,
  ResourceKey,
  SyncOptions,
  SyncTarget,
} from './ArgocdApi';
import type { ArgocdInstanceConfig } from '../../config/readArgocdInstances';
import { readApplicationStream, streamFields } from './readApplicationStream';
import { ArgocdProtocolError, isUnanswered } from './argocdErrors';
import { ArgocdHttp } from './ArgocdHttp';
import { ArgocdOnDemandClient } from './ArgocdOnDemandClient';
import { applicationPath, pathSegment, scope } from './applicationPath';
import { readJson, readText } from './readBounded';
import { withTimeout } from './withTimeout';

const MAX_VERSION_BYTES = 64 * 1024;
const LIST_TIMEOUT_MS = 30_000;
/** 6,000 Applications are some 190 MB before compression. */
const MAX_LIST_BYTES = 384 * 1024 * 1024;
/** Argo CD sends a comment every 15 s; three of them missing is a broken stream. */
const SILENCE_TIMEOUT_MS = 3 * 15_000;

const listSchema = z.object({
  metadata: z.object({ resourceVersion: z.string().optional() }).optional(),
  items: z.array(z.unknown()).nullish(),
});
const canISchema = z.object({ value: z.enum(['yes', 'no']) });

/** Argo CD's HTTP API. */
export class ArgocdClient implements ArgocdApi {
  readonly onDemand: ArgocdOnDemandClient;
  readonly #http: ArgocdHttp;
  readonly #naming: ApplicationNaming;
  readonly #labels: Record<string, string>;
  readonly #silenceTimeoutMs: number;

  constructor(
    instance: ArgocdInstanceConfig,
    options: { naming?: ApplicationNaming; silenceTimeoutMs?: number } = {},
  ) {
    this.#http = new ArgocdHttp(instance);
    this.onDemand = new ArgocdOnDemandClient(this.#http);
    this.#naming = options.naming ?? STONEGARDEN_LABELS;
    this.#labels = instance.labels ?? {};
    this.#silenceTimeoutMs = options.silenceTimeoutMs ?? SILENCE_TIMEOUT_MS;
  }

  async ping(signal: AbortSignal): Promise<void> {
    try {
      const response = await this.#http.fetch('/api/version', {
        isAnonymous: true,
        signal,
      });
      await readText(response, MAX_VERSION_BYTES);
    } catch (error) {
      if (isUnanswered(error)) {
        throw error;
      }
    }
  }

  /** All Applications that carry this suite's labels. */
  async list(
    signal: AbortSignal,
    onAlive?: () => void,
  ): Promise<{ resourceVersion?: string; applications: unknown[] }> {
    const answer = await withTimeout(
      { timeoutMs: LIST_TIMEOUT_MS, signal },
      async timed => {
        const response = await this.#http.fetch('/api/v1/applications', {
          query: this.#selection,
          signal: timed,
        });
        return readJson(response, MAX_LIST_BYTES, onAlive);
      },
    );
    const list = listSchema.safeParse(answer);
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
    onAlive(): void;
  }): Promise<void> {
    await readApplicationStream(
      signal =>
        this.#http.fetch('/api/v1/stream/applications', {
          query: { ...this.#selection, fields: streamFields(this.#naming) },
          headers: { Accept: 'text/event-stream' },
          signal,
        }),
      { ...options, silenceTimeoutMs: this.#silenceTimeoutMs },
    );
  }

  get #selection(): Record<string, string> {
    const selector = [
      selectorOf(this.#naming),
      ...Object.entries(this.#labels).map(([key, value]) => `${key}=${value}`),
    ]
      .filter(part => part !== undefined)
      .join(',');
    return selector ? { selector } : {};
  }

  async get(
    key: ApplicationKey,
    options: { signal?: AbortSignal } = {},
  ): Promise<unknown> {
    return this.#http.call(applicationPath(key), {
      ...options,
      query: scope(key),
    });
  }

  async canGet(
    key: ApplicationKey,
    options: { signal?: AbortSignal } = {},
  ): Promise<boolean> {
    const object = rbacParts(key).map(pathSegment).join('/');
    const answer = canISchema.safeParse(
      await this.#http.call(
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
    return this.#http.call(`${applicationPath(key)}/resource-tree`, {
      ...options,
      query: scope(key),
    });
  }

  async resource(
    key: ApplicationKey,
    { group, version, kind, namespace, name }: ResourceKey,
    options: { signal?: AbortSignal } = {},
  ): Promise<unknown> {
    return this.#http.call(`${applicationPath(key)}/resource`, {
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
    return this.#http.call(`${applicationPath(key)}/sync`, {
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

  async syncTo(
    key: ApplicationKey,
    { revision, position }: SyncTarget,
  ): Promise<unknown> {
    return this.#http.call(`${applicationPath(key)}/sync`, {
      method: 'POST',
      body: {
        ...scope(key),
        prune: false,
        ...(position === undefined
          ? { revision }
          : // Argo CD counts sources from 1.
            { revisions: [revision], sourcePositions: [position + 1] }),
      },
    });
  }

  async rollback(key: ApplicationKey, historyId: number): Promise<unknown> {
    return this.#http.call(`${applicationPath(key)}/rollback`, {
      method: 'POST',
      body: { ...scope(key), id: historyId, prune: false },
    });
  }

  async runResourceAction(
    key: ApplicationKey,
    { group, version, kind, namespace, name }: ResourceKey,
    action: string,
  ): Promise<void> {
    await this.#http.call(`${applicationPath(key)}/resource/actions/v2`, {
      method: 'POST',
      body: {
        ...scope(key),
        group,
        version,
        kind,
        namespace,
        resourceName: name,
        action,
      },
    });
  }
}
