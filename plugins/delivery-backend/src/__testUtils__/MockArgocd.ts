import { http, HttpResponse } from 'msw';
import type { TestApplication } from './application';
import { MockOnDemand } from './MockOnDemand';

/** Argo CD's API as msw handlers over a few Applications, its stream of events included. */
export class MockArgocd {
  readonly url: string;
  readonly token = 'argocd-secret-token';
  /** `METHOD path` of every call. */
  readonly calls: string[] = [];
  readonly syncBodies: unknown[] = [];
  readonly rollbackBodies: unknown[] = [];
  /** While true no connection can be made. */
  down = false;
  /** What is answered in place of an answer of its own; nothing: its own. */
  fault?: (request: Request) => Response | undefined | Promise<Response>;
  /** While true a stream ends after its first events, as behind some proxies. */
  cutStreams = false;
  /** Names that lists lack though they are there, as for seconds after a restart of the API server. */
  readonly unlisted = new Set<string>();
  /** Names that the account may not see. */
  readonly forbidden = new Set<string>();
  /** What is answered when somebody looks at one of them. */
  readonly onDemand = new MockOnDemand();
  /** What a dry run says of resources. */
  dryRunResults: object[] = [];
  /** While set, syncs are refused with this message and status. */
  refuseSync: { status: number; code: number; message: string } | undefined;
  readonly #applications = new Map<string, TestApplication>();
  readonly #streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
  #version = 100;

  constructor(
    applications: TestApplication[] = [],
    options: { url?: string } = {},
  ) {
    this.url = options.url ?? 'http://argocd.internal:8080';
    applications.forEach(each =>
      this.#applications.set(each.metadata.name, each),
    );
  }

  get openStreams(): number {
    return this.#streams.size;
  }

  get handlers() {
    const guard = (request: Request) => {
      const { pathname } = new URL(request.url);
      this.calls.push(`${request.method} ${pathname}`);
      if (this.down) {
        return HttpResponse.error();
      }
      return request.headers.get('authorization') === `Bearer ${this.token}`
        ? undefined
        : HttpResponse.json(
            { error: 'invalid session', code: 16, message: 'invalid session' },
            { status: 401 },
          );
    };
    const missing = () =>
      HttpResponse.json(
        { error: 'permission denied', code: 7, message: 'permission denied' },
        { status: 403 },
      );
    const absent = () =>
      HttpResponse.json(
        { error: 'not found', code: 5, message: 'not found' },
        { status: 404 },
      );
    return [
      http.all(`${this.url}/*`, ({ request }) => this.fault?.(request)),
      ...this.onDemand.handlers(this.url, guard, name =>
        this.#applications.has(name) ? undefined : missing(),
      ),
      // Not counted: it comes by itself when nothing else does.
      http.get(`${this.url}/api/version`, () =>
        this.down
          ? HttpResponse.error()
          : HttpResponse.json({ Version: 'v3.6.0' }),
      ),
      http.get(
        `${this.url}/api/v1/applications`,
        ({ request }) =>
          guard(request) ??
          HttpResponse.json({
            metadata: { resourceVersion: String(this.#version) },
            items: [...this.#applications.values()].filter(
              ({ metadata: { name } }) =>
                !this.unlisted.has(name) && !this.forbidden.has(name),
            ),
          }),
      ),
      http.get(
        `${this.url}/api/v1/stream/applications`,
        ({ request }) => guard(request) ?? this.#stream(),
      ),
      http.get(
        `${this.url}/api/v1/account/can-i/applications/get/:project/:name`,
        ({ request, params }) =>
          guard(request) ??
          HttpResponse.json({
            value: this.forbidden.has(String(params.name)) ? 'no' : 'yes',
          }),
      ),
      http.get(
        `${this.url}/api/v1/applications/:name`,
        ({ request, params }) => {
          const name = String(params.name);
          const found = this.#applications.get(name);
          const refused = guard(request);
          if (refused || (found && !this.forbidden.has(name))) {
            return refused ?? HttpResponse.json(found);
          }
          const project = new URL(request.url).searchParams.get('project');
          return project && !this.forbidden.has(name) ? absent() : missing();
        },
      ),
      http.post(
        `${this.url}/api/v1/applications/:name/sync`,
        async ({ request, params }) => {
          const refused = guard(request);
          if (refused) {
            return refused;
          }
          const body = (await request.json()) as { dryRun?: boolean };
          this.syncBodies.push(body);
          if (this.refuseSync) {
            const { status, code, message } = this.refuseSync;
            return HttpResponse.json(
              { error: message, code, message },
              { status },
            );
          }
          const found = this.#applications.get(String(params.name));
          if (!found) {
            return missing();
          }
          if (body.dryRun) {
            return HttpResponse.json(this.#dryRun(found));
          }
          this.set({ ...found, operation: { sync: {} } });
          return HttpResponse.json(this.#applications.get(found.metadata.name));
        },
      ),
      http.post(
        `${this.url}/api/v1/applications/:name/rollback`,
        async ({ request, params }) => {
          const refused = guard(request);
          if (refused) {
            return refused;
          }
          this.rollbackBodies.push(await request.json());
          const found = this.#applications.get(String(params.name));
          if (!found) {
            return missing();
          }
          if (found.spec.syncPolicy?.automated) {
            const message =
              'rollback cannot be initiated when auto-sync is enabled';
            return HttpResponse.json(
              { error: message, code: 9, message },
              { status: 400 },
            );
          }
          this.set({ ...found, operation: { sync: {} } });
          return HttpResponse.json(this.#applications.get(found.metadata.name));
        },
      ),
    ];
  }

  /** Creates or changes an Application and tells the streams, unless they drop the event. */
  set(application: TestApplication, options: { dropEvent?: boolean } = {}) {
    const { name } = application.metadata;
    this.#version += 1;
    const type = this.#applications.has(name) ? 'MODIFIED' : 'ADDED';
    const changed = {
      ...application,
      metadata: {
        ...application.metadata,
        resourceVersion: String(this.#version),
      },
    };
    this.#applications.set(name, changed);
    if (!options.dropEvent) {
      this.#send(type, changed);
    }
  }

  remove(name: string, options: { dropEvent?: boolean } = {}) {
    const application = this.#applications.get(name);
    this.#applications.delete(name);
    this.#version += 1;
    if (application && !options.dropEvent) {
      this.#send('DELETED', application);
    }
  }

  /** What Argo CD sends each 15 s. */
  keepAlive() {
    this.#write(':\n\n');
  }

  write(text: string) {
    this.#write(text);
  }

  /** Takes connections and says nothing, on open streams either. */
  fallSilent() {
    this.fault = () => new Promise(() => {});
  }

  breakStreams() {
    this.#streams.forEach(stream => stream.error(new Error('reset')));
    this.#streams.clear();
  }

  endStreams() {
    this.#streams.forEach(stream => stream.close());
    this.#streams.clear();
  }

  /** A dry run ends at once; the answer is of the time before. */
  #dryRun(application: TestApplication): TestApplication {
    const at = new Date(Date.UTC(2026, 0, 1) + this.#version * 1000);
    this.set({
      ...application,
      operation: undefined,
      status: {
        ...application.status,
        operationState: {
          phase: 'Succeeded',
          startedAt: at.toISOString(),
          finishedAt: at.toISOString(),
          operation: { sync: { dryRun: true } },
          syncResult: { resources: this.dryRunResults },
        },
      },
    });
    return { ...application, operation: { sync: { dryRun: true } } };
  }

  #stream() {
    let own: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({
      start: controller => {
        own = controller;
        this.#streams.add(controller);
        for (const [name, application] of this.#applications) {
          if (!this.unlisted.has(name) && !this.forbidden.has(name)) {
            this.#send('ADDED', application, [controller]);
          }
        }
        if (this.cutStreams) {
          this.#streams.delete(controller);
          controller.close();
        }
      },
      cancel: () => {
        this.#streams.delete(own);
      },
    });
    return new HttpResponse(body, {
      headers: { 'Content-Type': 'text/event-stream' },
    });
  }

  #send(
    type: string,
    application: TestApplication,
    streams?: Array<ReadableStreamDefaultController<Uint8Array>>,
  ) {
    const data = JSON.stringify({ result: { type, application } });
    this.#write(`data: ${data}\n\n`, streams);
  }

  #write(
    text: string,
    streams: Iterable<ReadableStreamDefaultController<Uint8Array>> = this
      .#streams,
  ) {
    for (const stream of streams) {
      stream.enqueue(new TextEncoder().encode(text));
    }
  }
}
