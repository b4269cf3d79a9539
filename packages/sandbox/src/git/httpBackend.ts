import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename, dirname, join } from 'node:path';
import { gitEnvironment, runGit } from './runGit';

const TIMEOUT_MS = 5 * 60 * 1000;

/**
 * Speaks Git's smart HTTP protocol for one request through `git http-backend`. Resolves when the answer is sent.
 *
 * @internal
 */
export async function serveGitHttp(options: {
  request: IncomingMessage;
  response: ServerResponse;
  gitDir: string;
  /** Below the repository, for example `info/refs` or `git-upload-pack`. */
  service: string;
  query: string;
  /** Who pushes; without it only reading is possible. */
  user?: string;
  /** Runs when Git is done and the caller still waits. */
  beforeEnd?: () => Promise<void>;
}): Promise<void> {
  const { request, response, gitDir, service, query, user, beforeEnd } =
    options;
  const { headers } = request;
  const env = gitEnvironment({
    GIT_PROJECT_ROOT: dirname(gitDir),
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: `/${basename(gitDir)}/${service}`,
    REQUEST_METHOD: request.method ?? 'GET',
    QUERY_STRING: query,
    REMOTE_ADDR: request.socket.remoteAddress ?? '127.0.0.1',
    ...given('CONTENT_TYPE', headers['content-type']),
    ...given('CONTENT_LENGTH', headers['content-length']),
    ...given('HTTP_CONTENT_ENCODING', headers['content-encoding']),
    ...given('GIT_PROTOCOL', headers['git-protocol']?.toString()),
    ...given('REMOTE_USER', user),
  });
  const child = spawn(await httpBackendPath(), [], {
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: TIMEOUT_MS,
  });
  child.stdin.on('error', () => {});
  request.pipe(child.stdin);
  response.on('close', () => {
    if (!response.writableFinished) {
      child.kill();
    }
  });
  await new Promise<void>((resolve, reject) => {
    let head: Buffer | undefined = Buffer.alloc(0);
    child.stdout.on('data', (chunk: Buffer) => {
      if (head === undefined) {
        if (!response.write(chunk)) {
          child.stdout.pause();
          response.once('drain', () => child.stdout.resume());
        }
        return;
      }
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end >= 0) {
        writeHead(response, head.toString('latin1', 0, end));
        response.write(head.subarray(end + 4));
        head = undefined;
      }
    });
    child.once('error', reject);
    child.once('close', () => {
      if (head !== undefined && !response.headersSent) {
        response.statusCode = 500;
      }
      resolve();
    });
  });
  await beforeEnd?.();
  response.end();
}

function writeHead(response: ServerResponse, head: string) {
  for (const line of head.split('\r\n')) {
    const [, name, value] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
    if (name?.toLowerCase() === 'status') {
      response.statusCode = Number.parseInt(value, 10);
    } else if (name) {
      response.setHeader(name, value);
    }
  }
}

function given(name: string, value: string | undefined) {
  return value === undefined ? {} : { [name]: value };
}

let backendPath: Promise<string> | undefined;

function httpBackendPath(): Promise<string> {
  backendPath ??= runGit(['--exec-path']).then(({ stdout }) =>
    join(stdout.toString('utf8').trim(), 'git-http-backend'),
  );
  return backendPath;
}
