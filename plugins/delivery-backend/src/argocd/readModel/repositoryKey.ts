import { repositoryIdentity } from '@stonegarden/repository-address';

/** Applications of one Argo CD come from few repositories, and each event names one. */
const MAX_KEYS = 1_000;
const keys = new Map<string, string | undefined>();

/** Host and full name of the repository that an address names, for comparing; undefined when it names none. */
export function repositoryKey(address: string): string | undefined {
  if (!keys.has(address)) {
    if (keys.size >= MAX_KEYS) {
      keys.clear();
    }
    const identity = repositoryIdentity(address);
    keys.set(address, identity && `${identity.host}/${identity.fullName}`);
  }
  return keys.get(address);
}
