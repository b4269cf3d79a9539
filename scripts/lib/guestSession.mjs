const REQUEST_LIMIT_MS = 10_000;

/**
 * Signs in to the portal as "Enter" does.
 * @param {string} backendUrl
 * @returns {Promise<(path: string, body?: unknown) => Promise<any>>}
 *   asks the backend, as in `session('/api/catalog/entity-facets?facet=kind')`; with a body it posts. Rejects unless
 *   the answer is a success.
 */
export async function guestSession(backendUrl) {
  const ask = async (
    /** @type {string} */ path,
    /** @type {RequestInit} */ init,
  ) => {
    const answer = await fetch(new URL(path, backendUrl), {
      ...init,
      signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
    });
    if (!answer.ok) {
      throw new Error(`${path}: ${answer.status} ${answer.statusText}`);
    }
    return answer.json();
  };
  const login = await ask('/api/auth/guest/refresh', {});
  const authorization = `Bearer ${login.backstageIdentity.token}`;
  return (path, body) =>
    ask(
      path,
      body === undefined
        ? { headers: { authorization } }
        : {
            method: 'POST',
            headers: { authorization, 'content-type': 'application/json' },
            body: JSON.stringify(body),
          },
    );
}
