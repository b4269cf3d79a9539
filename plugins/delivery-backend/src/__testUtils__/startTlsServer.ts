import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An HTTPS server for `localhost` with a certificate of its own making, which is its own authority as well. */
export async function startTlsServer(listener: RequestListener): Promise<{
  /** `https://localhost:…`; its certificate is none of 127.0.0.1. */
  url: string;
  /** In PEM. */
  certificate: string;
  stop(): Promise<void>;
}> {
  const folder = mkdtempSync(join(tmpdir(), 'argocd-tls-'));
  const file = (name: string) => join(folder, name);
  execFileSync(
    'openssl',
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=argocd -addext subjectAltName=DNS:localhost -keyout ${file(
      'key.pem',
    )} -out ${file('cert.pem')}`.split(' '),
    { stdio: 'ignore' },
  );
  const certificate = readFileSync(file('cert.pem'), 'utf8');
  const key = readFileSync(file('key.pem'));
  rmSync(folder, { recursive: true });
  const server = createServer({ key, cert: certificate }, listener);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://localhost:${port}`,
    certificate,
    stop: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
