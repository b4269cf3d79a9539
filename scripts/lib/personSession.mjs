const REQUEST_LIMIT_MS = 10_000;
/** Portal, provider, its page, and back: no sign-in is longer. */
const MAX_STEPS = 12;

/** Who acts where nobody in particular is meant: she may promote everything. */
export const DEFAULT_PERSON = 'rita';

/** @typedef {{ portal: string, backend: string }} Urls where people open the portal, and where its API is */

/**
 * @typedef {(path: string, body?: unknown) => Promise<any>} Session
 *   asks the backend, as in `session('/api/catalog/entity-facets?facet=kind')`; with a body it posts. Rejects unless
 *   the answer is a success.
 */

/**
 * @param {Urls} urls
 * @param {string} [person] name of a User in examples/people.yaml
 * @returns {Promise<Session>} rejects when the person cannot be signed in, with the portal's reason
 */
export async function personSession(urls, person = DEFAULT_PERSON) {
  const authorization = `Bearer ${await signIn(urls, person)}`;
  return async (path, body) =>
    readJson(
      await fetch(new URL(path, urls.backend), {
        signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
        ...(body === undefined
          ? { headers: { authorization } }
          : {
              method: 'POST',
              headers: { authorization, 'content-type': 'application/json' },
              body: JSON.stringify(body),
            }),
      }),
    );
}

/**
 * Signs in to a portal as a browser does: through the sandbox's OpenID Connect provider and its page of people.
 * @param {Urls} urls
 * @param {string} person
 * @param {string} [environment] `auth.environment` of the portal
 * @returns {Promise<string>} the person's Backstage token
 */
export async function signIn(urls, person, environment = 'development') {
  const browser = createBrowser();
  await chooseOnPage(browser, urls, person, environment);
  const refreshed = await browser.open(
    `${urls.backend}/api/auth/oidc/refresh?env=${environment}`,
    { headers: { 'x-requested-with': 'XMLHttpRequest' } },
  );
  return (await readJson(refreshed)).backstageIdentity.token;
}

/**
 * From the portal to the provider and back, which leaves a session in the browser.
 * @param {ReturnType<typeof createBrowser>} browser
 * @param {Urls} urls
 * @param {string} person
 * @param {string} environment
 */
async function chooseOnPage(browser, urls, person, environment) {
  const query = new URLSearchParams({
    env: environment,
    flow: 'redirect',
    origin: urls.portal,
    redirectUrl: urls.portal,
  });
  let url = new URL(`${urls.backend}/api/auth/oidc/start?${query}`);
  /** @type {RequestInit} */
  let request = {};
  for (let step = 0; step < MAX_STEPS; step++) {
    const answer = await browser.open(url, request);
    const location = answer.headers.get('location');
    if (location) {
      url = new URL(location, url);
      request = {};
      if (url.origin === urls.portal && !url.pathname.startsWith('/api/')) {
        const error = url.searchParams.get('error');
        if (error) {
          throw new Error(`${person} could not be signed in: ${error}`);
        }
        return;
      }
    } else {
      request = choosePerson(await readText(answer), person);
    }
  }
  throw new Error(`The sign-in of ${person} does not come to an end.`);
}

/**
 * @param {string} page that lists the people
 * @param {string} person
 * @returns {RequestInit} what its form sends to its own address
 */
function choosePerson(page, person) {
  const token = /name="_token"\s+value="([^"]+)"/.exec(page)?.[1];
  if (!token || !page.includes(`value="${person}"`)) {
    throw new Error(`The page of the sign-in does not offer ${person}.`);
  }
  return {
    method: 'POST',
    body: new URLSearchParams({ person, _token: token }),
  };
}

/** Keeps cookies by host and follows nothing by itself. */
function createBrowser() {
  /** @type {Map<string, Map<string, string>>} */
  const jar = new Map();
  return {
    /**
     * @param {URL | string} url
     * @param {RequestInit} [init]
     */
    async open(url, init) {
      const { hostname } = new URL(url);
      const cookies = jar.get(hostname) ?? new Map();
      jar.set(hostname, cookies);
      const answer = await fetch(url, {
        ...init,
        redirect: 'manual',
        signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
        headers: {
          ...init?.headers,
          cookie: [...cookies].map(pair => pair.join('=')).join('; '),
        },
      });
      for (const line of answer.headers.getSetCookie()) {
        const [pair] = line.split(';');
        const name = pair.slice(0, pair.indexOf('='));
        const value = pair.slice(name.length + 1);
        if (value) {
          cookies.set(name, value);
        } else {
          cookies.delete(name);
        }
      }
      return answer;
    },
  };
}

/** @param {Response} answer */
async function readText(answer) {
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(
      `${new URL(answer.url).pathname}: ${answer.status} ${
        answer.statusText
      } ${text.slice(0, 500)}`,
    );
  }
  return text;
}

/** @param {Response} answer */
async function readJson(answer) {
  return JSON.parse(await readText(answer));
}
