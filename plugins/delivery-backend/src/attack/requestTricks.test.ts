import { TestDatabases } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { findRoutes } from '../__testUtils__/findRoutes';
import { SHOP, useDelivery } from '../__testUtils__/useDelivery';
import { hostileBody, hostileSegment } from './__testUtils__/hostileValues';
import { RawAnswer, sendRaw } from './__testUtils__/sendRaw';

jest.setTimeout(120_000);

const RUNS = 300;
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
const PROPER: Record<string, string> = {
  namespace: 'default',
  name: 'shop',
  environment: 'production',
  id: UNKNOWN_ID,
};

interface Route {
  method: string;
  /** As the router has it: `/services/:namespace/:name`. */
  path: string;
}

/** Every route that there is, also those that are added later. */
function allRoutes(): Route[] {
  return findRoutes().map(route => {
    const [method, path] = route.split(' ');
    return { method, path };
  });
}

/** What an answer to a stranger must never show. */
const INTERNALS =
  /node_modules|\/src\/|\bat .*:\d+:\d+|SqliteError|knex|argocd\.example|argo-token|SELECT /i;

describe('requests that are not what the routes are for', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const { start } = useDelivery(() => databases.init('SQLITE_3'));

  /** As somebody who has every right: nothing but the form of the request is in the way. */
  async function startTarget() {
    const { api, argocd, git, server } = await start();
    const done = async () => {
      const { body } = await api.get(`${SHOP}/promotions`);
      return [...git.pulls, ...argocd.syncBodies, ...body.items];
    };
    return { server, done, secrets: [argocd.token, argocd.url] };
  }

  function expectRefused(
    { status, text }: RawAnswer,
    request: unknown,
    secrets: string[],
  ) {
    const refused = status >= 400 && status < 500;
    const says = secrets.filter(secret => text.includes(secret));
    expect({
      ...{ request, status, refused, says },
      internals: text.match(INTERNALS)?.[0],
    }).toEqual({
      ...{ request, status, refused: true, says: [] },
      internals: undefined,
    });
  }

  it('are refused by every route whose path they bend, and nothing is done', async () => {
    const { server, done, secrets } = await startTarget();
    const bent = allRoutes().filter(({ path }) => path.includes(':'));
    expect(bent.length).toBeGreaterThan(5);
    const request = fc.constantFrom(...bent).chain(route => {
      const names = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name);
      return fc
        .record({
          which: fc.constantFrom(...names),
          segment: hostileSegment,
        })
        .map(({ which, segment }) => ({
          method: route.method,
          path: `/api/delivery${route.path.replace(/:(\w+)/g, (_, name) =>
            name === which ? segment : PROPER[name],
          )}`,
        }));
    });
    await fc.assert(
      fc.asyncProperty(request, async one => {
        expectRefused(
          await sendRaw(server, {
            ...one,
            headers: { 'content-type': 'application/json' },
            body:
              one.method === 'POST'
                ? '{"from":"staging","to":"production"}'
                : undefined,
          }),
          one,
          secrets,
        );
      }),
      { numRuns: RUNS },
    );
    expect(await done()).toEqual([]);
  });

  it('are refused by every route whose body they bend, and nothing is done', async () => {
    const { server, done, secrets } = await startTarget();
    const takesBody = allRoutes().filter(
      // Nothing of the body of a renewal is read, nor of what lets the line go on.
      ({ method, path }) =>
        method === 'POST' && !/\/(?:renew|resume)$/.test(path),
    );
    expect(takesBody.length).toBeGreaterThan(3);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...takesBody),
        hostileBody,
        async ({ path }, body) => {
          // A sync has every right to come without a body.
          fc.pre(!(path.endsWith('/sync') && /^(?:\{\})?$/.test(body)));
          const url = `/api/delivery${path.replace(
            /:(\w+)/g,
            (_, name) => PROPER[name],
          )}`;
          const answer = await sendRaw(server, {
            method: 'POST',
            path: url,
            headers: { 'content-type': 'application/json' },
            body,
          });
          // Asked for what is not there, a list says so.
          const isEmptyList =
            path === '/summaries' &&
            answer.status === 200 &&
            JSON.parse(answer.text).items.every((item: unknown) => !item);
          if (isEmptyList) {
            return;
          }
          expectRefused(answer, { url, body: body.slice(0, 300) }, secrets);
        },
      ),
      { numRuns: RUNS },
    );
    expect(await done()).toEqual([]);
  });
});
