import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { startTlsServer } from '../../__testUtils__/startTlsServer';
import { ArgocdHttp } from './ArgocdHttp';
import {
  ArgocdLoginError,
  ArgocdNotAnsweringError,
  failureReason,
} from './argocdErrors';

const account = { username: 'portal', password: 'right' };
const START = Date.parse('2026-06-16T12:00:00Z');

let server: Server & { closeAllConnections(): void };
let logins: string[];
let asked: number;
let valid: string;
let lifetimeSeconds: number;
let now: number;
let url: string;
let isBroken: boolean;

const send = (response: ServerResponse, status: number, body: object) => {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
};

async function answer(request: IncomingMessage, response: ServerResponse) {
  if (isBroken) {
    response.destroy();
    return;
  }
  if (request.url === '/api/v1/session') {
    let text = '';
    for await (const chunk of request) {
      text += chunk;
    }
    logins.push(text);
    if (JSON.parse(text).password !== 'right') {
      send(response, 401, { error: 'Invalid username or password', code: 16 });
      return;
    }
    const claims = { exp: now / 1000 + lifetimeSeconds, n: logins.length };
    const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
    valid = `e30.${payload}.signature`;
    send(response, 200, { token: valid });
    return;
  }
  if (request.url === '/ping') {
    send(response, 200, {});
    return;
  }
  asked += 1;
  if (request.headers.authorization === `Bearer ${valid}`) {
    send(response, 200, { value: 'yes' });
  } else {
    send(response, 401, { error: 'invalid session', code: 16 });
  }
}

const listen = async (created: typeof server) => {
  server = created;
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

beforeEach(() => {
  logins = [];
  asked = 0;
  valid = 'none';
  lifetimeSeconds = 3600;
  now = START;
  isBroken = false;
});

describe('ArgocdHttp with an account', () => {
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  const open = async (password = 'right') => {
    url = `http://127.0.0.1:${await listen(createServer(answer))}`;
    return new ArgocdHttp(
      { url, account: { ...account, password } },
      { now: () => now },
    );
  };
  const call = (http: ArgocdHttp) => http.call('/api/version', {});

  it('opens one session for calls at the same time and those after', async () => {
    const http = await open();
    await Promise.all([call(http), call(http), call(http)]);
    await call(http);
    expect(logins).toEqual([JSON.stringify(account)]);
    expect(asked).toBe(4);
  });

  it('renews it before it ends', async () => {
    const http = await open();
    await call(http);
    now += 3_541_000;
    await call(http);
    expect(logins).toHaveLength(2);
    // Never refused: it was not used past its end.
    expect(asked).toBe(2);
  });

  it('renews it once when it is no longer taken', async () => {
    const http = await open();
    await call(http);
    valid = 'revoked';
    await Promise.all([call(http), call(http)]);
    expect(logins).toHaveLength(2);
  });

  it('gives up where a new session is refused as well', async () => {
    const http = await open();
    server.removeAllListeners('request');
    server.on('request', (request, response) => {
      if (request.url === '/api/v1/session') {
        answer(request, response);
      } else {
        asked += 1;
        send(response, 401, { error: 'invalid session' });
      }
    });
    await expect(call(http)).rejects.toMatchObject({ status: 401 });
    expect([logins.length, asked]).toEqual([2, 2]);
  });

  it('says that a password is wrong, and does not hammer', async () => {
    const http = await open('wrong');
    for (let i = 0; i < 5; i += 1) {
      const error = await call(http).catch(each => each);
      expect(error).toBeInstanceOf(ArgocdLoginError);
      expect(failureReason(error).code).toBe('ArgocdLoginRefused');
      expect(String(error)).not.toContain('wrong');
    }
    expect(logins).toHaveLength(1);
    now += 10_000;
    await expect(call(http)).rejects.toThrow(ArgocdLoginError);
    now += 10_000;
    await expect(call(http)).rejects.toThrow(ArgocdLoginError);
    expect(logins).toHaveLength(2);
    expect(asked).toBe(0);
  });

  it('fails at once after five calls without an answer, and asks again after a pause', async () => {
    const http = await open();
    await call(http);
    isBroken = true;
    for (let i = 0; i < 5; i += 1) {
      const error = await call(http).catch(each => each);
      expect(failureReason(error).code).toBe('ArgocdConnectionFailed');
    }
    isBroken = false;
    await expect(call(http)).rejects.toThrow(ArgocdNotAnsweringError);
    expect(asked).toBe(1);
    now += 10_000;
    await expect(call(http)).resolves.toEqual({ value: 'yes' });
    await expect(call(http)).resolves.toEqual({ value: 'yes' });
  });

  it('lets pings neither end that nor cause it: they say nothing about other calls', async () => {
    const http = await open();
    await call(http);
    const ping = async () => {
      const { signal } = new AbortController();
      await http.fetch('/ping', { isAnonymous: true, signal });
    };
    isBroken = true;
    for (let i = 0; i < 5; i += 1) {
      await expect(ping()).rejects.toThrow('fetch failed');
    }
    isBroken = false;
    await expect(call(http)).resolves.toEqual({ value: 'yes' });

    isBroken = true;
    for (let i = 0; i < 5; i += 1) {
      await expect(call(http)).rejects.toThrow('fetch failed');
    }
    isBroken = false;
    await ping();
    await expect(call(http)).rejects.toThrow(ArgocdNotAnsweringError);
  });
});

describe('ArgocdHttp with TLS', () => {
  let tls: Awaited<ReturnType<typeof startTlsServer>>;
  beforeEach(async () => {
    tls = await startTlsServer(answer);
    url = tls.url;
    valid = 'token';
  });
  afterEach(() => tls.stop());

  it('trusts the configured authority', async () => {
    const http = new ArgocdHttp({ url, token: 'token', ca: tls.certificate });
    await expect(http.call('/api/version', {})).resolves.toEqual({
      value: 'yes',
    });
  });

  it('sends nothing to a server with a certificate of another, and says so', async () => {
    const http = new ArgocdHttp({ url, token: 'token' });
    const error = await http.call('/api/version', {}).catch(each => each);
    expect(failureReason(error).code).toBe('ArgocdCertificateRefused');
    expect(asked).toBe(0);
  });

  it('refuses a certificate of the authority for another name', async () => {
    const http = new ArgocdHttp({
      url: url.replace('localhost', '127.0.0.1'),
      token: 'token',
      ca: tls.certificate,
    });
    const error = await http.call('/api/version', {}).catch(each => each);
    expect(failureReason(error).code).toBe('ArgocdCertificateRefused');
    expect(asked).toBe(0);
  });
});
