import { recordExchangesOf } from '../description/recordExchangesOf';

const ENTERPRISE_API = '/api/v3';

function apiPath({ pathname }: URL): string | undefined {
  const path = pathname.startsWith(`${ENTERPRISE_API}/`)
    ? pathname.slice(ENTERPRISE_API.length)
    : pathname;
  return /^\/(repos|user|rate_limit)(\/|$)/.test(path) ? path : undefined;
}

/** Notes each request to GitHub's REST API that this process makes with `fetch`, and its answer, until `stop` is called. */
export function recordExchanges() {
  return recordExchangesOf({ apiPath });
}
