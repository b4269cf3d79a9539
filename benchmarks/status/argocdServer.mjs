/**
 * An Argo CD for the benchmark, in a process of its own: lists, single Applications and the stream, each answer after a
 * latency. Settings come as JSON in `STONEGARDEN_BENCH_ARGOCD`; the parent asks for counts by messages.
 */
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ENVIRONMENTS, application } from './applications.mjs';

const KEEP_ALIVE_MS = 15_000;

/** @type {{ port: number, applications: number, latencyMs: number }} */
const settings = JSON.parse(process.env.STONEGARDEN_BENCH_ARGOCD ?? '{}');
const services = Math.floor(settings.applications / ENVIRONMENTS.length);
const texts = new Map();
/** @type {Map<string, string[]>} */
const byService = new Map();
let bytes = 0;
for (let index = 0; index < services; index++) {
  for (let stage = 0; stage < ENVIRONMENTS.length; stage++) {
    const made = application(index, stage);
    const text = JSON.stringify(made);
    const { service } = made.metadata.labels;
    texts.set(made.metadata.name, text);
    byService.set(service, [...(byService.get(service) ?? []), text]);
    bytes += text.length;
  }
}
let requests = 0;

/** By `key=value` of the label `service`, or by nothing but the label's name. @param {string | null} selector */
function select(selector) {
  const [key, value] = decodeURIComponent(selector ?? '').split('=');
  return value !== undefined && key === 'service'
    ? byService.get(value) ?? []
    : [...texts.values()];
}

/** @param {http.ServerResponse} response @param {string | null} selector */
function stream(response, selector) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const text of select(selector)) {
    response.write(
      `data: {"result":{"type":"ADDED","application":${text}}}\n\n`,
    );
  }
  const timer = setInterval(() => response.write(':\n\n'), KEEP_ALIVE_MS);
  response.on('close', () => clearInterval(timer));
}

const server = http.createServer(async (request, response) => {
  requests += 1;
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://a');
  await sleep(settings.latencyMs);
  if (pathname === '/api/v1/stream/applications') {
    stream(response, searchParams.get('selector'));
    return;
  }
  const name = /^\/api\/v1\/applications\/([^/]+)$/.exec(pathname)?.[1];
  /** @type {string | undefined} */
  let text;
  if (pathname === '/api/v1/applications') {
    const items = select(searchParams.get('selector'));
    text = `{"metadata":{"resourceVersion":"1"},"items":[${items.join(',')}]}`;
  } else if (name) {
    text = texts.get(name);
  }
  response
    .writeHead(text ? 200 : 404, { 'content-type': 'application/json' })
    .end(text ?? '{"error":"not found","code":5,"message":"not found"}');
});

process.on('message', (/** @type {any} */ { id }) => {
  process.send?.({ id, result: { requests, bytesEach: bytes / texts.size } });
});
process.on('disconnect', () => process.exit(0));
server.listen(settings.port, '127.0.0.1', () =>
  process.send?.({ ready: true }),
);
