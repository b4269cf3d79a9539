/**
 * Where the parts of the portal under test are. The global setup runs in another process than the journeys; the
 * environment is what they share.
 */
export interface Addresses {
  portal: string;
  git: string;
  argocd: string;
  /** What the sandbox's API wants to see from its callers. */
  sandboxToken: string;
}

const VARIABLE = 'STONEGARDEN_E2E_ADDRESSES';

export function setAddresses(portal: {
  urls: Omit<Addresses, 'sandboxToken'>;
  env: Record<string, string>;
}) {
  const addresses: Addresses = {
    portal: portal.urls.portal,
    git: portal.urls.git,
    argocd: portal.urls.argocd,
    sandboxToken: portal.env.STONEGARDEN_SANDBOX_TOKEN,
  };
  process.env[VARIABLE] = JSON.stringify(addresses);
}

/** Whether a portal was named from outside. */
export function hasAddresses() {
  return Boolean(process.env[VARIABLE]);
}

export function getAddresses(): Addresses {
  const value = process.env[VARIABLE];
  if (!value) {
    throw new Error('The portal was not started by globalSetup.ts');
  }
  return JSON.parse(value);
}
