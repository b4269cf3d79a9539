import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Sandbox, startSandbox } from '@stonegarden/sandbox';
import { eventually } from '@stonegarden/test-utils';
import { Attempts } from './Attempts';
import { ForeignServer } from './ForeignServer';
import { freePort } from './freePort';
import { ProductionBackend, signIn } from './ProductionBackend';
import { SigningKey } from './SigningKey';

const ROOT = resolve(__dirname, '../../../..');
const REPOSITORY = '/api/v3/repos/stonegarden/homelab';
const REQUEST_LIMIT_MS = 60_000;

export const PEOPLE = ['olga', 'max', 'rita', 'ada'] as const;
export type Person = (typeof PEOPLE)[number];

/** Whatever a portal or a Git host answers: what it holds is for the attack to judge. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

/** What was answered; `body` where it is JSON. */
export interface Answer {
  status: number;
  text: string;
  body: Json;
}

export interface Question {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Tokens of `backend.auth.externalAccess`. */
export const CI = {
  token: 'token-of-the-pipelines-of-product-0123456789',
  subject: 'external:product-ci',
  owners: ['group:default/product'],
};
export const ISSUER = 'https://pipelines.example.org';
export const AUDIENCE = 'stonegarden';

async function ask(url: string, question: Question = {}): Promise<Answer> {
  const { body, method = body === undefined ? 'GET' : 'POST' } = question;
  const answer = await fetch(url, {
    method,
    redirect: 'manual',
    signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...question.headers,
    },
    body:
      body === undefined || typeof body === 'string'
        ? body
        : JSON.stringify(body),
  });
  const text = await answer.text();
  try {
    return { status: answer.status, text, body: JSON.parse(text) };
  } catch {
    return { status: answer.status, text, body: undefined };
  }
}

/**
 * A real portal, its backend in a process of its own, on the sandbox: with people who signed in through the OpenID Connect
 * provider, and a web server of somebody else that the backend may read from.
 */
export class PortalUnderAttack {
  readonly attempts = new Attempts();
  readonly foreign = new ForeignServer();
  /** Whose tokens `backend.auth.externalAccess` trusts. */
  readonly pipelines = new SigningKey('pipelines');
  /** What must never be in an answer, and never be taken for a session. */
  readonly secrets = {
    sandboxToken: randomBytes(24).toString('hex'),
    webhookSecret: randomBytes(24).toString('hex'),
    clientSecret: randomBytes(24).toString('hex'),
    sessionSecret: randomBytes(24).toString('hex'),
  };
  readonly tokens = {} as Record<Person, string>;
  #folder!: string;
  #url!: string;
  #sandbox!: Sandbox;
  #backend!: ProductionBackend;

  async start(): Promise<void> {
    const port = await freePort();
    this.#url = `http://localhost:${port}`;
    this.#folder = await mkdtemp(join(tmpdir(), 'attack-'));
    await this.foreign.start();
    const { sandboxToken, webhookSecret, clientSecret } = this.secrets;
    this.#sandbox = await startSandbox({
      stateDir: join(this.#folder, 'sandbox'),
      seedDir: join(ROOT, 'examples/homelab'),
      // Outside the freezes that the homelab's projects have.
      windowsAt: new Date('2026-11-25T12:00:00Z'),
      gitPort: 0,
      argocdPort: 0,
      prometheusPort: 0,
      token: sandboxToken,
      identity: {
        port: 0,
        peopleFile: join(ROOT, 'examples/people.yaml'),
        client: {
          id: 'stonegarden',
          secret: clientSecret,
          redirectUri: `${this.#url}/api/auth/oidc/handler/frame`,
        },
      },
      webhook: {
        url: `${this.#url}/api/events/http/github`,
        secret: webhookSecret,
      },
    });
    const portOf = (url: string) => new URL(url).port;
    this.#backend = new ProductionBackend(
      {
        STONEGARDEN_STATE_DIR: this.#folder,
        STONEGARDEN_FRONTEND_PORT: `${port}`,
        STONEGARDEN_BACKEND_PORT: `${port}`,
        STONEGARDEN_GIT_PORT: portOf(this.#sandbox.gitUrl),
        STONEGARDEN_ARGOCD_PORT: portOf(this.#sandbox.argocdUrl),
        STONEGARDEN_IDENTITY_PORT: portOf(this.#sandbox.identityUrl!),
        STONEGARDEN_PROMETHEUS_PORT: portOf(this.#sandbox.prometheusUrl!),
        STONEGARDEN_SANDBOX_TOKEN: sandboxToken,
        STONEGARDEN_WEBHOOK_SECRET: webhookSecret,
        STONEGARDEN_OIDC_CLIENT_SECRET: clientSecret,
        STONEGARDEN_SESSION_SECRET: this.secrets.sessionSecret,
        ...this.#overrides(),
      },
      ['app-config.sandbox.yaml'],
    );
    await this.#backend.ready(this.#url);
    for (const person of PEOPLE) {
      // Nobody can sign in before the catalog has read the people.
      this.tokens[person] = await eventually(
        () => signIn(this.#url, person, 'development'),
        { timeoutMs: 60_000, everyMs: 500 },
      );
    }
    await eventually(
      async () => {
        const { body } = await this.as('rita')(
          '/api/catalog/entities/by-query?filter=kind=component,spec.environments.name&limit=0',
        );
        if (body.totalItems < 25) {
          throw new Error(`${body.totalItems} services so far`);
        }
      },
      { timeoutMs: 60_000, everyMs: 300 },
    );
  }

  /** Configuration beside app-config.sandbox.yaml. */
  #overrides(): Record<string, string> {
    const jwks = this.foreign.put(
      '/jwks.json',
      JSON.stringify({ keys: [this.pipelines.publicJwk] }),
    );
    const accessRestrictions = [
      {
        plugin: 'delivery',
        permission: [
          'catalog.entity.read',
          'delivery.environment.read',
          'delivery.promotion.create',
          'delivery.promotion.approve',
          'delivery.sync.create',
        ],
      },
    ];
    const { token, subject, owners } = CI;
    const json = (value: unknown) => JSON.stringify(value);
    return {
      APP_CONFIG_backend_reading_allow: json([
        { host: new URL(this.#sandbox.gitUrl).host },
        { host: this.foreign.host },
      ]),
      APP_CONFIG_backend_auth_externalAccess: json([
        { type: 'static', options: { token, subject }, accessRestrictions },
        {
          type: 'jwks',
          options: {
            url: jwks,
            issuer: ISSUER,
            audience: AUDIENCE,
            algorithm: 'ES256',
            subjectPrefix: 'pipelines',
          },
          accessRestrictions,
        },
      ]),
      APP_CONFIG_delivery_access_automation: json([
        { subject, owners },
        { subject: 'external:pipelines:product', owners },
      ]),
    };
  }

  get url(): string {
    return this.#url;
  }

  get log(): string {
    return this.#backend.log;
  }

  /** Asks the portal without a session, but for what the question brings along. */
  ask = (path: string, question?: Question): Promise<Answer> =>
    ask(`${this.#url}${path}`, question);

  /** Asks the portal with a token. */
  with =
    (token: string) =>
    (path: string, question: Question = {}): Promise<Answer> =>
      this.ask(path, {
        ...question,
        headers: { ...question.headers, authorization: `Bearer ${token}` },
      });

  /** Asks the portal as somebody who signed in. */
  as = (person: Person) => this.with(this.tokens[person]);

  /** Asks the Git host, below the repository. */
  git = (path: string, question: Question = {}): Promise<Answer> =>
    ask(`${this.#sandbox.gitUrl}${REPOSITORY}${path}`, {
      ...question,
      headers: { authorization: `Bearer ${this.secrets.sandboxToken}` },
    });

  get gitUrl(): string {
    return this.#sandbox.gitUrl;
  }

  /** For whoever has the right to push. */
  get cloneUrl(): string {
    const { sandboxToken } = this.secrets;
    return `${this.#sandbox.gitUrl.replace(
      '//',
      `//somebody:${sandboxToken}@`,
    )}/stonegarden/homelab.git`;
  }

  /** What there is at the Git host that a refused request must not have made. */
  async traces(): Promise<{ pulls: number[]; branches: string[] }> {
    const [pulls, branches] = await Promise.all([
      this.git('/pulls?state=all&per_page=100'),
      this.git('/branches?per_page=100'),
    ]);
    return {
      pulls: pulls.body.map(({ number }: { number: number }) => number),
      branches: branches.body.map(({ name }: { name: string }) => name).sort(),
    };
  }

  /** Delivers a webhook as the Git host does. */
  webhook(
    event: string,
    payload: object,
    options: { secret?: string; signature?: string } = {},
  ): Promise<Answer> {
    const body = JSON.stringify(payload);
    const { secret = this.secrets.webhookSecret } = options;
    const signature =
      options.signature ??
      `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    return this.ask('/api/events/http/github', {
      body,
      headers: {
        'x-github-event': event,
        'x-github-delivery': randomUUID(),
        ...(signature ? { 'x-hub-signature-256': signature } : {}),
      },
    });
  }

  async stop(): Promise<void> {
    await this.#backend?.stop();
    await this.#sandbox?.stop();
    await this.foreign.stop();
    if (this.#folder) {
      await rm(this.#folder, { recursive: true, force: true });
    }
  }
}
