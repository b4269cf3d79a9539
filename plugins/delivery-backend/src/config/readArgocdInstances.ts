import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { JsonObject, JsonValue } from '@backstage/types';
import { readCertificateAuthority } from './readCertificateAuthority';

/** One Argo CD, of `delivery.argocd.instances` or of the configuration of the older plugins. */
export interface ArgocdInstanceConfig {
  name: string;
  /** Without a slash at its end. Never shown to anybody. */
  url: string;
  /** Without a slash at its end. */
  dashboardUrl?: string;
  /** Either this, or an account. */
  token?: string;
  account?: ArgocdAccount;
  /** Certificate authorities in PEM; undefined: the usual ones. */
  ca?: string;
  /** Undefined: every cluster. */
  clusters?: string[];
  /** Names of clusters by the addresses of their APIs, without slashes at their ends. */
  servers?: Record<string, string>;
  /** Namespaces of the Applications that are read; undefined: every one. */
  namespaces?: string[];
  /** What the Applications that are read must carry besides the labels that name their service. */
  labels?: Record<string, string>;
}

/** An account of Argo CD itself, which a session is opened for. */
export interface ArgocdAccount {
  username: string;
  password: string;
}

const INSTANCES = 'delivery.argocd.instances';
/** Where the older Argo CD plugins of Backstage have theirs. */
const LOCATORS = 'argocd.appLocatorMethods';

const LABEL_KEY =
  /^([a-z0-9.-]{1,253}\/)?[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?)?$/;
const NAMESPACE = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

function readAddress(
  config: Config,
  key: string,
  where: string,
): string | undefined {
  const address = config.getOptionalString(key);
  if (address === undefined) {
    return undefined;
  }
  const scheme = URL.canParse(address) ? new URL(address).protocol : undefined;
  if (scheme !== 'http:' && scheme !== 'https:') {
    // The value is left out: it may be an internal address.
    throw new InputError(
      `${where}.${key} in app-config must be an address that begins with http:// or https://`,
    );
  }
  return address.replace(/\/+$/, '');
}

function readClusters(
  config: Config,
  where: string,
): Pick<ArgocdInstanceConfig, 'clusters' | 'servers'> {
  const listed = config.getOptional<JsonValue[]>('clusters');
  if (listed === undefined) {
    return {};
  }
  const servers: Record<string, string> = {};
  const clusters = listed.map((item, index) => {
    const { name, server } =
      typeof item === 'string'
        ? { name: item, server: undefined }
        : ((item ?? {}) as JsonObject);
    if (
      typeof name !== 'string' ||
      (server !== undefined && typeof server !== 'string')
    ) {
      throw new InputError(
        `${where}.clusters[${index}] in app-config must be the name of a cluster, or its name and server`,
      );
    }
    if (server) {
      servers[server.replace(/\/+$/, '')] = name;
    }
    return name;
  });
  return {
    clusters,
    ...(Object.keys(servers).length > 0 ? { servers } : {}),
  };
}

/** `fallback`: the account of all instances, in the configuration of the older plugins. */
function readCredentials(
  config: Config,
  where: string,
  fallback?: Config,
): Pick<ArgocdInstanceConfig, 'token' | 'account'> {
  const token = config.getOptionalString('token');
  const own = config.has('username') || config.has('password');
  if (token && own && !fallback) {
    throw new InputError(
      `${where} in app-config must have either token, or username and password`,
    );
  }
  if (token) {
    return { token };
  }
  const from = own || !fallback ? config : fallback;
  const username = from.getOptionalString('username');
  const password = from.getOptionalString('password');
  if (username && password) {
    return { account: { username, password } };
  }
  if (username || password) {
    throw new InputError(
      `${where}.${
        username ? 'password' : 'username'
      } is missing in app-config: username and password go together`,
    );
  }
  throw new InputError(
    `${where}.token is missing in app-config: an API token of Argo CD ${config.getString(
      'name',
    )}, or username and password of an account of it`,
  );
}

function readSelection(
  config: Config,
  where: string,
): Pick<ArgocdInstanceConfig, 'namespaces' | 'labels'> {
  const namespaces = config.getOptionalStringArray('namespaces');
  const wrong = namespaces?.findIndex(each => !NAMESPACE.test(each)) ?? -1;
  if (wrong >= 0) {
    throw new InputError(
      `${where}.namespaces[${wrong}] in app-config must be the name of a namespace`,
    );
  }
  // Keys of labels may hold dots, which paths of app-config are divided at.
  const labels = config.getOptional<JsonObject>('labels');
  for (const [key, value] of Object.entries(labels ?? {})) {
    if (
      !LABEL_KEY.test(key) ||
      typeof value !== 'string' ||
      !LABEL_VALUE.test(value)
    ) {
      throw new InputError(
        `${where}.labels in app-config must be labels of Kubernetes, each with its value`,
      );
    }
  }
  return {
    ...(namespaces ? { namespaces } : {}),
    ...(labels ? { labels: labels as Record<string, string> } : {}),
  };
}

function readUrl(config: Config, where: string): string {
  const url = readAddress(config, 'url', where);
  if (!url) {
    throw new InputError(
      `${where}.url is missing in app-config: the address of the API of Argo CD ${config.getString(
        'name',
      )}`,
    );
  }
  return url;
}

function readInstance(config: Config, index: number): ArgocdInstanceConfig {
  const where = `${INSTANCES}[${index}]`;
  const ca = readCertificateAuthority(config, where);
  return {
    name: config.getString('name'),
    url: readUrl(config, where),
    ...readCredentials(config, where),
    dashboardUrl: readAddress(config, 'dashboardUrl', where),
    ...(ca ? { ca } : {}),
    ...readClusters(config, where),
    ...readSelection(config, where),
  };
}

/** The instances of `argocd.appLocatorMethods` whose names are not `taken`; undefined where it lists none. */
function readOlderInstances(
  config: Config,
  taken: ReadonlySet<string>,
): ArgocdInstanceConfig[] | undefined {
  const argocd = config.getOptionalConfig('argocd');
  const found = argocd
    ?.getOptionalConfigArray('appLocatorMethods')
    ?.flatMap((method, index) =>
      method.getOptionalString('type') === 'config'
        ? (method.getOptionalConfigArray('instances') ?? []).map(
            (instance, position) => ({
              instance,
              where: `${LOCATORS}[${index}].instances[${position}]`,
            }),
          )
        : [],
    );
  if (!argocd || !found?.length) {
    return undefined;
  }
  return found
    .filter(({ instance }) => !taken.has(instance.getString('name')))
    .map(({ instance, where }) => ({
      name: instance.getString('name'),
      url: readUrl(instance, where),
      ...readCredentials(instance, where, argocd),
      dashboardUrl: readAddress(instance, 'frontendUrl', where),
    }));
}

/**
 * Every Argo CD of app-config: those of `delivery.argocd.instances`, and of `argocd.appLocatorMethods` those whose names are not
 * among them. An error names the key that is missing or wrong.
 */
export function readArgocdInstances(config: Config): ArgocdInstanceConfig[] {
  const own = config.getOptionalConfigArray(INSTANCES)?.map(readInstance);
  const older = readOlderInstances(
    config,
    new Set(own?.map(({ name }) => name)),
  );
  if (!own && !older) {
    throw new InputError(
      `${INSTANCES} is missing in app-config: a list with name, url and token of each Argo CD (an empty list for none)`,
    );
  }
  const instances = [...(own ?? []), ...(older ?? [])];
  const names = instances.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new InputError(
      `${
        own?.some(({ name }) => name === twice) ? INSTANCES : LOCATORS
      } in app-config has two instances named ${twice}; names must differ`,
    );
  }
  return instances;
}
