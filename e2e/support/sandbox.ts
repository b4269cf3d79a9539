import { getAddresses } from './addresses';

/** Which part of the sandbox; its second Argo CD is that of e2e/twoArgocds.yaml. */
export type Server = 'git' | 'argocd' | 'secondArgocd';

/**
 * Makes the API of one part of the sandbox fail, for people and tests; `heal` ends it.
 *
 * @param faults - latencyMs delays, status answers with it, refuse closes the connection
 */
export async function breakServer(
  server: Server,
  faults: { latencyMs?: number; status?: number; refuse?: boolean },
) {
  const { sandboxToken, git, argocd } = getAddresses();
  const address = { git, argocd, secondArgocd: `${argocd}/second` }[server];
  const response = await fetch(`${address}/_sandbox/faults`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${sandboxToken}`,
    },
    body: JSON.stringify(faults),
  });
  if (!response.ok) {
    throw new Error(
      `The sandbox's ${server} did not take the fault: ${response.status}`,
    );
  }
}

export function heal(server: Server) {
  return breakServer(server, {});
}

/** What somebody does at Argo CD itself, beside the portal. */
export async function askArgocd(
  method: 'GET' | 'POST',
  path: `/api/v1/${string}`,
  body?: object,
) {
  const { argocd, sandboxToken } = getAddresses();
  const response = await fetch(`${argocd}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${sandboxToken}`,
    },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(
      `Argo CD answered ${
        response.status
      } to ${method} ${path}: ${await response.text()}`,
    );
  }
  return response.json();
}

/**
 * Makes the pods of images crash when one application starts them: a release that is fine everywhere else.
 *
 * @param images - all that crash there, as `name:tag`
 */
export async function makeCrash(application: string, images: string[]) {
  const { argocd, sandboxToken } = getAddresses();
  const response = await fetch(`${argocd}/_sandbox/crashes`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${sandboxToken}`,
    },
    body: JSON.stringify({ application, images }),
  });
  if (!response.ok) {
    throw new Error(
      `The sandbox did not take it: ${
        response.status
      } ${await response.text()}`,
    );
  }
}
