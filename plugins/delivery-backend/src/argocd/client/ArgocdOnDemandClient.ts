import type { ApplicationKey } from './ApplicationKey';
import type { ArgocdHttp } from './ArgocdHttp';
import type { ArgocdOnDemand, EventSubject, LogQuery } from './ArgocdOnDemand';
import { applicationPath, pathSegment, scope } from './applicationPath';
import { readLogStream } from './readLogStream';
import { withTimeout } from './withTimeout';

/** A log comes from the cluster, through Argo CD. */
const LOG_TIMEOUT_MS = 15_000;
const MAX_LOG_BYTES = 8 * 1024 * 1024;
/** Manifests of everything that an Application has, up to four times each. */
const MAX_MANIFEST_BYTES = 32 * 1024 * 1024;
const MANIFEST_TIMEOUT_MS = 15_000;
/** Argo CD answers when its controller has compared; `hard` also renders all manifests anew. */
const REFRESH_TIMEOUT_MS = { normal: 30_000, hard: 60_000 };

interface CallOptions {
  signal?: AbortSignal;
}

/** {@link ArgocdOnDemand} over Argo CD's HTTP API. */
export class ArgocdOnDemandClient implements ArgocdOnDemand {
  readonly #http: ArgocdHttp;

  constructor(http: ArgocdHttp) {
    this.#http = http;
  }

  async managedResources(key: ApplicationKey, options: CallOptions = {}) {
    return this.#http.call(`${applicationPath(key)}/managed-resources`, {
      ...options,
      query: scope(key),
      timeoutMs: MANIFEST_TIMEOUT_MS,
      maxBytes: MAX_MANIFEST_BYTES,
    });
  }

  async events(
    key: ApplicationKey,
    subject?: EventSubject,
    options: CallOptions = {},
  ) {
    return this.#http.call(`${applicationPath(key)}/events`, {
      ...options,
      query: {
        ...scope(key),
        ...(subject && {
          resourceNamespace: subject.namespace,
          resourceName: subject.name,
          resourceUID: subject.uid,
        }),
      },
    });
  }

  async log(
    key: ApplicationKey,
    { namespace, pod, container, previous, lines }: LogQuery,
    { signal }: CallOptions = {},
  ) {
    return withTimeout({ timeoutMs: LOG_TIMEOUT_MS, signal }, async timed => {
      const response = await this.#http.fetch(`${applicationPath(key)}/logs`, {
        query: {
          ...scope(key),
          namespace,
          podName: pod,
          container,
          previous: String(previous),
          tailLines: String(lines),
          follow: 'false',
        },
        signal: timed,
      });
      return readLogStream(response, MAX_LOG_BYTES);
    });
  }

  async syncWindows(key: ApplicationKey, options: CallOptions = {}) {
    return this.#http.call(`${applicationPath(key)}/syncwindows`, {
      ...options,
      query: scope(key),
    });
  }

  async project(name: string, options: CallOptions = {}) {
    return this.#http.call(`/api/v1/projects/${pathSegment(name)}`, options);
  }

  async revisionMetadata(
    key: ApplicationKey,
    revision: string,
    { position, signal }: CallOptions & { position?: number } = {},
  ) {
    return this.#http.call(
      `${applicationPath(key)}/revisions/${pathSegment(revision)}/metadata`,
      {
        signal,
        query: {
          ...scope(key),
          ...(position !== undefined && { sourceIndex: String(position) }),
        },
      },
    );
  }

  async refresh(
    key: ApplicationKey,
    type: 'normal' | 'hard',
    options: CallOptions = {},
  ) {
    return this.#http.call(applicationPath(key), {
      ...options,
      query: { ...scope(key), refresh: type },
      timeoutMs: REFRESH_TIMEOUT_MS[type],
    });
  }

  async dryRun(key: ApplicationKey, { prune }: { prune: boolean }) {
    return this.#http.call(`${applicationPath(key)}/sync`, {
      method: 'POST',
      body: { ...scope(key), dryRun: true, prune },
    });
  }

  async terminate(key: ApplicationKey) {
    await this.#http.call(`${applicationPath(key)}/operation`, {
      method: 'DELETE',
      query: scope(key),
    });
  }
}
