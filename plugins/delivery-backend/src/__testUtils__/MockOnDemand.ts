import { http, HttpResponse, type HttpHandler } from 'msw';

/** What is asked of an Application when somebody looks at it. */
type Part =
  | 'resource-tree'
  | 'managed-resources'
  | 'events'
  | 'syncwindows'
  | 'resource'
  | 'logs'
  | 'metadata'
  | 'project'
  | 'operation';

interface Asked {
  part: Part;
  application: string;
  query: URLSearchParams;
}

/** The part of Argo CD's API that is asked for one Application on demand, as msw handlers. Empty until a test says more. */
export class MockOnDemand {
  /** Each request, in order. */
  readonly asked: Asked[] = [];
  readonly #answers = new Map<Part, (asked: Asked) => unknown>([
    ['resource-tree', () => ({ nodes: [] })],
    ['managed-resources', () => ({ items: [] })],
    ['events', () => ({ items: [] })],
    ['syncwindows', () => ({ canSync: true })],
    ['metadata', () => ({ message: 'A change', author: 'Mo <mo@acme.dev>' })],
    ['project', () => ({ spec: {} })],
    ['operation', () => ({})],
  ]);

  /** What is answered from now on: a value for JSON, or a whole response. */
  answer(part: Part, answer: (asked: Asked) => unknown): void {
    this.#answers.set(part, answer);
  }

  /** How often a part was asked for. */
  count(part: Part): number {
    return this.asked.filter(each => each.part === part).length;
  }

  handlers(
    url: string,
    guard: (request: Request) => Response | undefined,
    missing: (application: string) => Response | undefined,
  ): HttpHandler[] {
    const applications = `${url}/api/v1/applications/:name`;
    const handle =
      (part: Part) =>
      ({
        request,
        params,
      }: {
        request: Request;
        params: Record<string, string | readonly string[] | undefined>;
      }) => {
        const refused = guard(request);
        if (refused) {
          return refused;
        }
        const application = String(params.name);
        const asked = {
          part,
          application,
          query: new URL(request.url).searchParams,
        };
        this.asked.push(asked);
        const absent = part === 'project' ? undefined : missing(application);
        const answer = absent ?? this.#answers.get(part)?.(asked);
        return answer instanceof Response
          ? answer
          : HttpResponse.json(answer as object);
      };
    return [
      ...(
        [
          'resource-tree',
          'managed-resources',
          'events',
          'syncwindows',
          'resource',
          'logs',
        ] as const
      ).map(part => http.get(`${applications}/${part}`, handle(part))),
      http.get(
        `${applications}/revisions/:revision/metadata`,
        handle('metadata'),
      ),
      http.get(`${url}/api/v1/projects/:name`, handle('project')),
      http.delete(`${applications}/operation`, handle('operation')),
    ];
  }
}

/** A log as Argo CD streams it. */
export function logStream(lines: string[]): Response {
  const entries = [
    ...lines.map((content, index) => ({
      content,
      timeStampStr: new Date(Date.UTC(2026, 0, 1, 0, 0, index)).toISOString(),
      podName: 'a-pod',
    })),
    { content: '', last: true, podName: 'a-pod' },
  ];
  return new HttpResponse(
    entries.map(result => JSON.stringify({ result })).join('\n'),
    { headers: { 'Content-Type': 'application/json' } },
  );
}
