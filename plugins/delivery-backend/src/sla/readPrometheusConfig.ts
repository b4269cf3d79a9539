import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { readCertificateAuthority } from '../config/readCertificateAuthority';
import { defaultQuery, type SlaQuery } from './defaultQueries';
import { QueryTemplate } from './QueryTemplate';

/** How a Prometheus is reached. */
export interface PrometheusConnection {
  name: string;
  /** Without a slash at its end. Never shown to anybody. */
  url: string;
  /** Value of the header `Authorization`. */
  authorization?: string;
  /** Certificate authorities in PEM that are trusted instead of the usual ones. */
  ca?: string;
  timeoutMs: number;
}

/** What a Prometheus is asked. */
export interface SlaQueries {
  /** Share of requests that failed. */
  availability: SlaQuery;
  /** Share of requests that took longer than the SLA allows. */
  latency?: SlaQuery;
  /** Seconds that requests took at the percentile of the SLA; asked in the place of `latency`. */
  latencySeconds?: SlaQuery;
}

/** One Prometheus of `delivery.prometheus`. */
export interface PrometheusConfig extends PrometheusConnection {
  /** Undefined: every cluster. */
  clusters?: string[];
  /** Undefined: every environment. */
  environments?: string[];
  queries: SlaQueries;
}

const PROMETHEUS = 'delivery.prometheus';
const DEFAULT_TIMEOUT_MS = 5_000;

function readUrl(config: Config, where: string): string {
  const url = config.getOptionalString('url');
  const scheme = url && URL.canParse(url) ? new URL(url).protocol : undefined;
  if (!url || (scheme !== 'https:' && scheme !== 'http:')) {
    // The value is left out: it may be an internal address.
    throw new InputError(
      `${where}.url in app-config must be an address that begins with http:// or https://`,
    );
  }
  const { username, password, search, hash } = new URL(url);
  if (username || password || search || hash) {
    throw new InputError(
      `${where}.url in app-config must be a plain address: user and password have keys of their own`,
    );
  }
  return url.replace(/\/+$/, '');
}

function readAuthorization(config: Config, where: string): string | undefined {
  const token = config.getOptionalString('token');
  const username = config.getOptionalString('username');
  const password = config.getOptionalString('password');
  if ((username === undefined) !== (password === undefined)) {
    throw new InputError(
      `${where} in app-config must have both username and password, or neither`,
    );
  }
  if (token !== undefined && username !== undefined) {
    throw new InputError(
      `${where} in app-config must have either token, or username and password`,
    );
  }
  if (token !== undefined) {
    return `Bearer ${token}`;
  }
  return username === undefined
    ? undefined
    : `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function readQuery(
  config: Config,
  key: string,
  where: string,
): SlaQuery | undefined {
  const text = config.getOptionalString(`queries.${key}`);
  if (text === undefined) {
    return undefined;
  }
  try {
    const template = new QueryTemplate(text);
    return (variables, windowSeconds) =>
      template.fill(variables, windowSeconds);
  } catch (error) {
    throw new InputError(
      `${where}.queries.${key} in app-config is not a query template: ${
        (error as Error).message
      }`,
    );
  }
}

function readQueries(config: Config, where: string): SlaQueries {
  const availability = readQuery(config, 'availability', where);
  const latency = readQuery(config, 'latency', where);
  const latencySeconds = readQuery(config, 'latencySeconds', where);
  if (latency && latencySeconds) {
    throw new InputError(
      `${where}.queries in app-config must have either latency or latencySeconds`,
    );
  }
  return {
    availability: availability ?? defaultQuery('availability'),
    ...(latencySeconds
      ? { latencySeconds }
      : { latency: latency ?? defaultQuery('latency') }),
  };
}

function readTimeout(config: Config, where: string): number {
  if (!config.has('timeout')) {
    return DEFAULT_TIMEOUT_MS;
  }
  const timeoutMs = durationToMilliseconds(
    readDurationFromConfig(config, { key: 'timeout' }),
  );
  if (!(timeoutMs >= 100 && timeoutMs <= 60_000)) {
    throw new InputError(
      `${where}.timeout in app-config must be between 100 milliseconds and one minute`,
    );
  }
  return timeoutMs;
}

function readInstance(config: Config, index: number): PrometheusConfig {
  const where = `${PROMETHEUS}[${index}]`;
  return {
    name: config.getString('name'),
    url: readUrl(config, where),
    authorization: readAuthorization(config, where),
    ca: readCertificateAuthority(config, where),
    timeoutMs: readTimeout(config, where),
    clusters: config.getOptionalStringArray('clusters'),
    environments: config.getOptionalStringArray('environments'),
    queries: readQueries(config, where),
  };
}

/** Reads `delivery.prometheus` of app-config, which may be left out; an error names the key that is wrong. */
export function readPrometheusConfig(config: Config): PrometheusConfig[] {
  const instances =
    config.getOptionalConfigArray(PROMETHEUS)?.map(readInstance) ?? [];
  const names = instances.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new InputError(
      `${PROMETHEUS} in app-config has two instances named ${twice}; names must differ`,
    );
  }
  return instances;
}
