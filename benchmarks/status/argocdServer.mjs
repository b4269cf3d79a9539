/**
 * An Argo CD for the benchmark, in a process of its own: lists, single Applications, commits and the stream, each answer after a
 * latency. Settings come as JSON in `STONEGARDEN_BENCH_ARGOCD`; the parent asks by messages, whose commands are the keys of
 * `commands`.
 */
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ENVIRONMENTS,
  application,
  revisionMetadata,
  serviceName,
} from './applications.mjs';

const KEEP_ALIVE_MS = 15_000;

/** @type {{ port: number, applications: number, latencyMs: number }} */
const settings = JSON.parse(process.env.STONEGARDEN_BENCH_ARGOCD ?? '{}');
const services = Math.floor(settings.applications / ENVIRONMENTS.length);
const texts = new Map();
/** @type {Map<string, string[]>} */
const byService = new Map();
let applicationBytes = 0;
for (let index = 0; index < services; index++) {
  for (let stage = 0; stage < ENVIRONMENTS.length; stage++) {
    const made = application(index, stage);
    const text = JSON.stringify(made);
    const { service } = made.metadata.labels;
    texts.set(made.metadata.name, text);
    byService.set(service, [...(byService.get(service) ?? []), text]);
    applicationBytes += text.length;
  }
}
let requests = 0;
/** Of the bodies of answers, as they are without compression; streams apart. */
let bytes = 0;
/** @type {Set<http.ServerResponse>} */
const streams = new Set();

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
  streams.add(response);
  const timer = setInterval(() => response.write(':\n\n'), KEEP_ALIVE_MS);
  response.on('close', () => {
    streams.delete(response);
    clearInterval(timer);
  });
}

const server = http.createServer(async (request, response) => {
  requests += 1;
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://a');
  await sleep(settings.latencyMs);
  if (pathname === '/api/v1/stream/applications') {
    stream(response, searchParams.get('selector'));
    return;
  }
  const [, name, revision] =
    /^\/api\/v1\/applications\/([^/]+)(?:\/revisions\/([^/]+)\/metadata)?$/.exec(
      pathname,
    ) ?? [];
  /** @type {string | undefined} */
  let text;
  if (pathname === '/api/v1/applications') {
    const items = select(searchParams.get('selector'));
    text = `{"metadata":{"resourceVersion":"1"},"items":[${items.join(',')}]}`;
  } else if (revision) {
    text = JSON.stringify(revisionMetadata(revision));
  } else if (name) {
    text = texts.get(name);
  }
  bytes += text?.length ?? 0;
  response
    .writeHead(text ? 200 : 404, { 'content-type': 'application/json' })
    .end(text ?? '{"error":"not found","code":5,"message":"not found"}');
});

let changes = 0;

/**
 * Changes the health of an Application, and tells whoever watches.
 * @param {{ service: number, stage: number, health: string }} change
 * @returns {number} when it was told, in milliseconds since the epoch
 */
function change({ service, stage, health }) {
  changes += 1;
  const changed = application(service, stage);
  changed.status.health = {
    status: health,
    lastTransitionTime: new Date().toISOString(),
  };
  changed.metadata.resourceVersion = String(2e6 + changes);
  const text = JSON.stringify(changed);
  texts.set(changed.metadata.name, text);
  const ofService = byService.get(serviceName(service)) ?? [];
  ofService[stage] = text;
  const at = performance.timeOrigin + performance.now();
  for (const response of streams) {
    response.write(
      `data: {"result":{"type":"MODIFIED","application":${text}}}\n\n`,
    );
  }
  return at;
}

/** @type {Record<string, (argument: any) => unknown>} */
const commands = {
  change,
  stats: () => ({
    requests,
    bytes,
    bytesEach: texts.size > 0 ? applicationBytes / texts.size : 0,
  }),
};

process.on('message', (/** @type {any} */ { id, command, argument }) => {
  process.send?.({ id, result: commands[command](argument) });
});
process.on('disconnect', () => process.exit(0));
server.listen(settings.port, '127.0.0.1', () =>
  process.send?.({ ready: true }),
);
