import { eventually } from '@stonegarden/test-utils';
import type { Application } from '../argocd/Application';
import { TOKEN } from './testSandbox';

/** Calls Argo CD's API of a sandbox. */
export function argocdClient(argocdUrl: string) {
  const call = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${argocdUrl}/api/v1/${path}`, {
      ...init,
      headers: {
        Authorization: `Bearer ${TOKEN}`,
        'Content-Type': 'application/json',
      },
    });
    return { status: response.status, body: await response.json() };
  };
  const get = async (name: string): Promise<Application> =>
    (await call(`applications/${name}`)).body;
  return {
    get,
    call,
    post: (path: string, body: object = {}) =>
      call(path, { method: 'POST', body: JSON.stringify(body) }),
    /** Waits until an application fulfils a condition. */
    waitUntil: (
      name: string,
      what: string,
      condition: (application: Application) => boolean,
    ) =>
      eventually(async (): Promise<Application> => {
        const { status, body } = await call(`applications/${name}`);
        if (status !== 200 || !condition(body)) {
          throw new Error(`${name} is not ${what} yet`);
        }
        return body;
      }),
  };
}

/** Sync and health as one text, for example `Synced/Healthy`. */
export function stateOf({ status }: Application): string {
  return `${status.sync.status}/${status.health.status}`;
}
