import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isError } from '@backstage/errors';
import {
  type DeliveryCallOptions,
  DeliveryTransport,
  HistoryTransport,
  RollbackTransport,
} from '@stonegarden/backstage-plugin-delivery-common';
import { CliContext, UsageError } from '../CliContext';

/** Opening a pull request takes longest: the portal gives itself a minute for it. */
const TIMEOUT_MS = 70_000;

/**
 * How the portal is reached, as given on the command line.
 *
 * @internal
 */
export interface PortalOptions {
  /** Address of the portal; that of `STONEGARDEN_URL` when left out. */
  url?: string;
  /** File with the token; the token of `STONEGARDEN_TOKEN` when left out. */
  tokenFile?: string;
}

/**
 * A portal, and the options of each call to it.
 *
 * @internal
 */
export interface Portal {
  delivery: DeliveryTransport;
  history: HistoryTransport;
  rollbacks: RollbackTransport;
  call: DeliveryCallOptions;
}

function isLoopback({ hostname }: URL): boolean {
  return (
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}

function readAddress(text: string | undefined): URL {
  if (!text) {
    throw new UsageError(
      'the address of the portal is missing: write --url https://portal.example.org, or set STONEGARDEN_URL',
    );
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['https:', 'http:'].includes(url.protocol)) {
    throw new UsageError(
      `"${text}" is not the address of a portal: write one such as https://portal.example.org`,
    );
  }
  if (url.username || url.password) {
    throw new UsageError(
      'the address of the portal must not contain a user name or a password: the token is read from STONEGARDEN_TOKEN',
    );
  }
  if (url.protocol === 'http:' && !isLoopback(url)) {
    throw new UsageError(
      `the token would be sent to ${url.host} unencrypted: write an address that begins with https://`,
    );
  }
  return url;
}

async function readToken(
  { tokenFile }: PortalOptions,
  { cwd, env }: CliContext,
): Promise<string> {
  if (tokenFile === undefined) {
    if (!env.STONEGARDEN_TOKEN) {
      throw new UsageError(
        'the token is missing: set STONEGARDEN_TOKEN, or name a file with --token-file',
      );
    }
    return env.STONEGARDEN_TOKEN;
  }
  const text = await readFile(resolve(cwd, tokenFile), 'utf8').catch(error => {
    throw new UsageError(
      `the token cannot be read from ${tokenFile}: ${
        isError(error) && error.code ? error.code : 'it is not known why'
      }`,
    );
  });
  return text;
}

/**
 * The portal that the options and the environment name. The token is never an argument: other users of a machine can read the
 * arguments of its processes.
 *
 * @throws UsageError when address or token is missing, or is none
 * @internal
 */
export async function readPortal(
  options: PortalOptions,
  context: CliContext,
): Promise<Portal> {
  const url = readAddress(options.url ?? context.env.STONEGARDEN_URL);
  const token = (await readToken(options, context)).trim();
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new UsageError(
      'the token is empty, or has characters that no token has',
    );
  }
  const base = `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  const transport = {
    discoveryApi: {
      getBaseUrl: async (plugin: string) => `${base}/api/${plugin}`,
    },
  };
  return {
    delivery: new DeliveryTransport(transport),
    history: new HistoryTransport(transport),
    rollbacks: new RollbackTransport(transport),
    call: {
      timeoutMs: TIMEOUT_MS,
      headers: { Authorization: `Bearer ${token}` },
    },
  };
}
