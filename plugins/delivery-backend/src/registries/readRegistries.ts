import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** A container registry of `delivery.registries`. */
export interface RegistryConfig {
  /** As images write it, in lower case. */
  host: string;
  /** Address of its API, without a slash at its end. */
  url: string;
  /** Address of its token service where that is not at the address of its API. */
  tokenUrl?: string;
  credentials?: { username: string; token: string };
}

const REGISTRIES = 'delivery.registries';

function readUrl(config: Config, key: string, where: string) {
  const url = config.getOptionalString(key);
  const scheme = url && URL.canParse(url) ? new URL(url).protocol : undefined;
  if (url !== undefined && scheme !== 'https:' && scheme !== 'http:') {
    // The value is left out: it may be an internal address.
    throw new InputError(
      `${where}.${key} in app-config must be an address that begins with http:// or https://`,
    );
  }
  return url?.replace(/\/+$/, '');
}

function readRegistry(config: Config, index: number): RegistryConfig {
  const where = `${REGISTRIES}[${index}]`;
  const host = config.getString('host').toLowerCase();
  const username = config.getOptionalString('username');
  const token = config.getOptionalString('token');
  if ((username === undefined) !== (token === undefined)) {
    throw new InputError(
      `${where} in app-config must have both username and token, or neither`,
    );
  }
  const tokenUrl = readUrl(config, 'tokenUrl', where);
  return {
    host,
    url: readUrl(config, 'url', where) ?? `https://${host}`,
    ...(tokenUrl ? { tokenUrl } : {}),
    ...(username !== undefined && token !== undefined
      ? { credentials: { username, token } }
      : {}),
  };
}

/** Reads `delivery.registries` of app-config; an error names the key that is wrong. */
export function readRegistries(config: Config): RegistryConfig[] {
  const registries =
    config.getOptionalConfigArray(REGISTRIES)?.map(readRegistry) ?? [];
  const hosts = registries.map(({ host }) => host);
  const twice = hosts.find((host, index) => hosts.indexOf(host) !== index);
  if (twice !== undefined) {
    throw new InputError(
      `${REGISTRIES} in app-config names the host ${twice} twice`,
    );
  }
  return registries;
}
