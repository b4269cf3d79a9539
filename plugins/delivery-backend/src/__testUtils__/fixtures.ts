import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApplicationRecord } from '../argocd/readModel/ApplicationRecord';
import { toApplicationRecord } from '../argocd/readModel/toApplicationRecord';

function read(path: string) {
  return JSON.parse(
    readFileSync(join(__dirname, '../__fixtures__', path), 'utf8'),
  );
}

/** Where what a real Argo CD 3.6 answered is kept. */
export const RECORDINGS = join(__dirname, '../__fixtures__/recordings');

/** A stream of a real Argo CD 3.6 as it sent it. */
export function recordedStream(name: string): string {
  return readFileSync(join(RECORDINGS, `${name}.sse`), 'utf8');
}

/** The body of what a real Argo CD 3.6 answered. */
export function recording(name: string) {
  return read(`recordings/${name}.json`).response.body;
}

/** What a real Argo CD 3.6 was asked, and what it answered. */
export function recordedExchange(name: string): {
  request: { method: string; path: string; body?: object; account: string };
  response: { status: number; body: object };
} {
  return read(`recordings/${name}.json`);
}

/** A recorded Application as it is kept. */
export function recordedApplication(name: string): ApplicationRecord {
  const record = toApplicationRecord('homelab', recording(name));
  if (!record) {
    throw new Error(`${name} is not an Application of this suite`);
  }
  return record;
}

/** The Applications of a case that was reported in public, by name: `09-multi-source/applications`. */
export function caseApplications(name: string): unknown[] {
  return read(`cases/${name}.json`);
}

/** The same as they are kept. */
export function caseRecords(name: string): ApplicationRecord[] {
  return caseApplications(name).flatMap(
    application => toApplicationRecord('homelab', application) ?? [],
  );
}
