import { z } from 'zod';
import { parseChallenge } from './parseChallenge';
import type { RegistryConfig } from './readRegistries';

/** For all requests about one manifest together. */
const TIMEOUT_MS = 5_000;
/** Of an answer that is read: a token, or what is wrong. */
const MAX_BYTES = 64 * 1024;
/** Whatever kind of manifest it is: a registry says 404 of one whose kind is not accepted. */
const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

const tokenSchema = z.object({
  token: z.string().optional(),
  access_token: z.string().optional(),
});
const errorsSchema = z.object({
  errors: z.array(z.object({ code: z.string() })),
});
/** What the distribution API says of a manifest, or a repository, that is not there. */
const GONE = ['MANIFEST_UNKNOWN', 'NAME_UNKNOWN'];

/** Whether a registry has an image: `unknown` where it did not say. */
export type ImagePresence = 'present' | 'gone' | 'unknown';

/** Lets go of an answer that nobody reads; the connection may take longer to close, and nobody has to wait for that. */
function discard(body: { cancel(): Promise<void> } | null): void {
  body?.cancel().catch(() => {});
}

async function readJson(response: Response): Promise<unknown> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done || !value) {
      return JSON.parse(Buffer.concat(chunks).toString('utf8'));
    }
    size += value.byteLength;
    if (size > MAX_BYTES) {
      discard(reader ?? null);
      throw new Error(`An answer is larger than ${MAX_BYTES} bytes`);
    }
    chunks.push(value);
  }
}

/**
 * Asks one container registry by the OCI distribution API. Its credentials go to the configured addresses only, and redirects
 * are not followed. Nothing is asked twice: whoever asks does so again by and by.
 */
export class RegistryClient {
  readonly #registry: RegistryConfig;

  constructor(registry: RegistryConfig) {
    this.#registry = registry;
  }

  /**
   * Whether a manifest is there. Gone is only what the registry itself says it does not know; errors are thrown, and every
   * other answer says nothing.
   */
  async find(repository: string, reference: string): Promise<ImagePresence> {
    const path = repository.split('/').map(encodeURIComponent).join('/');
    const manifest = `${
      this.#registry.url
    }/v2/${path}/manifests/${encodeURIComponent(reference)}`;
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const ask = (method: 'HEAD' | 'GET', authorization?: string) =>
      this.#fetch(manifest, {
        method,
        signal,
        headers: {
          Accept: MANIFEST_TYPES,
          ...(authorization ? { Authorization: authorization } : {}),
        },
      });

    let authorization: string | undefined;
    let answer = await ask('HEAD');
    if (answer.status === 401) {
      authorization = await this.#authorize(answer, repository, signal);
    } else if (answer.status === 404) {
      // Some say so to strangers of what these may not see.
      authorization = this.#basic();
    }
    if (authorization) {
      answer = await ask('HEAD', authorization);
    }
    switch (answer.status) {
      case 200:
        return 'present';
      case 404:
        return this.#isGone(await ask('GET', authorization));
      default:
        return 'unknown';
    }
  }

  /** A 404 of anything else that listens there, such as a proxy, has no such code. */
  async #isGone(answer: Response): Promise<ImagePresence> {
    if (answer.status !== 404) {
      discard(answer.body);
      return 'unknown';
    }
    const said = errorsSchema.safeParse(await readJson(answer));
    const codes = said.success ? said.data.errors.map(({ code }) => code) : [];
    return codes.some(code => GONE.includes(code)) ? 'gone' : 'unknown';
  }

  /** The header that the registry asks for; undefined where the portal does not give it that. */
  async #authorize(
    refusal: Response,
    repository: string,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const challenge = parseChallenge(refusal.headers.get('WWW-Authenticate'));
    if (challenge?.scheme === 'basic') {
      return this.#basic();
    }
    const realm = challenge?.params.realm;
    if (!realm || !this.#isTokenService(realm)) {
      return undefined;
    }
    const url = new URL(realm);
    const { service, scope } = challenge.params;
    if (service) {
      url.searchParams.set('service', service);
    }
    url.searchParams.set('scope', scope ?? `repository:${repository}:pull`);
    const basic = this.#basic();
    const answer = await this.#fetch(url.href, {
      signal,
      headers: {
        Accept: 'application/json',
        ...(basic ? { Authorization: basic } : {}),
      },
    });
    if (!answer.ok) {
      discard(answer.body);
      return undefined;
    }
    const said = tokenSchema.parse(await readJson(answer));
    const token = said.token ?? said.access_token;
    return token && `Bearer ${token}`;
  }

  /** Only what is configured is asked: a registry names any address it likes. */
  #isTokenService(realm: string): boolean {
    const { url, tokenUrl } = this.#registry;
    return (
      URL.canParse(realm) &&
      new URL(realm).origin === new URL(tokenUrl ?? url).origin
    );
  }

  #basic(): string | undefined {
    const { credentials } = this.#registry;
    return (
      credentials &&
      `Basic ${Buffer.from(
        `${credentials.username}:${credentials.token}`,
      ).toString('base64')}`
    );
  }

  #fetch(url: string, init: RequestInit): Promise<Response> {
    return fetch(url, { ...init, redirect: 'manual' });
  }
}
