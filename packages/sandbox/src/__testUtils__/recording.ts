import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Application } from '../argocd/Application';

const FOLDER = resolve(
  __dirname,
  '../../../../plugins/delivery-backend/src/__fixtures__/recordings',
);

/** A call and what a real Argo CD 3.6 answered. */
interface Recording {
  request: { method: string; path: string; body?: object; account: string };
  response: { status: number; body: unknown };
}

/** A recorded call of a real Argo CD; the portal's tests read the same files. */
export function recordedCall(name: string): Recording {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));
}

/** What the recorded stream of one Application told, in its order. */
export function recordedStream(name: string): Application[] {
  return readFileSync(join(FOLDER, `${name}.sse`), 'utf8')
    .split('\n')
    .filter(line => line.startsWith('data: '))
    .map(line => JSON.parse(line.slice('data: '.length)).result.application);
}

/** The Application that a real Argo CD answered, of which the sandbox fills a part. */
export function recording(name: string): Application {
  return recordedCall(name).response.body as Application;
}
