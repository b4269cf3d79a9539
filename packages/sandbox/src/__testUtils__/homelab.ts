import { resolve } from 'node:path';
import type { Application } from '../argocd/Application';
import { argocdClient } from './argocdClient';
import { recordedCall } from './recording';
import { REPO, proposeFiles, testSandbox } from './testSandbox';

/** A Wednesday on which no sync window is closed. */
const NO_WINDOW = new Date('2026-06-17T10:00:00Z');

/** What the sandbox answered, and what the real server did. */
interface Answers<Body> {
  ours: { status: number; body: Body };
  real: { status: number; body: Body };
}

/** Of one resource, what Git wants of it and what the cluster has. */
export interface ManagedItem {
  group?: string;
  kind: string;
  namespace?: string;
  name: string;
  normalizedLiveState: string;
  predictedLiveState: string;
  modified?: boolean;
}

/** A sandbox of the example homelab, which the real Argo CD ran when its answers were recorded. */
export async function homelab({ speed = 20 } = {}) {
  const sandbox = await testSandbox({
    seedDir: resolve(__dirname, '../../../../examples/homelab'),
    files: {},
    speed,
    windowsAt: NO_WINDOW,
  });
  const argocd = argocdClient(sandbox.argocdUrl);
  let count = 0;
  return {
    ...sandbox,
    argocd,
    /** Merges a change of one file below `kubernetes`. */
    async change(path: string, edit: (text: string) => string) {
      const file = `kubernetes/${path}`;
      const { data } = await sandbox.octokit.repos.getContent({
        ...REPO,
        path: file,
      });
      const text = Buffer.from(Object(data).content, 'base64').toString();
      const edited = edit(text);
      if (edited === text) {
        throw new Error(`Nothing is different in ${file}`);
      }
      count += 1;
      const { number } = await proposeFiles(sandbox.octokit, `c${count}`, {
        [file]: edited,
      });
      await sandbox.octokit.pulls.merge({ ...REPO, pull_number: number });
    },
    /** What the sandbox answers to a recorded call, beside what was answered. */
    async ask<Body>(name: string): Promise<Answers<Body>> {
      const { request, response } = recordedCall(name);
      const ours = await argocd.call(request.path.replace('/api/v1/', ''), {
        method: request.method,
        ...(request.body ? { body: JSON.stringify(request.body) } : {}),
      });
      const { status, body } = response;
      return { ours, real: { status, body: body as Body } };
    },
  };
}

/** Came into the example after the recordings. */
const ADDED_SINCE = 'audiobookshelf-latency';

/** Without what came into the example after the recordings. */
export function asOfRecording<T extends { name: string }>(items: T[]): T[] {
  return items.filter(({ name }) => name !== ADDED_SINCE);
}

/** Of Applications: what ApplicationSets and people set that the sandbox has not. */
export const NOT_SET_OF_APPLICATION = [
  '- metadata.annotations',
  '- metadata.ownerReferences',
  '- spec.revisionHistoryLimit',
];

/** What of an Application tells how it is, without names of accounts, commits and times. */
export function tellingOf({ operation, status }: Application) {
  const { operationState, resources = [] } = status;
  const results = operationState?.syncResult?.resources;
  return {
    sync: status.sync.status,
    health: [status.health.status, status.health.message],
    conditions: status.conditions?.map(({ type, message }) => [
      type,
      message.replace(/( failed exit status 1: Error: ).*/s, '$1'),
    ]),
    images: status.summary.images?.length,
    operation: operation && partsOf(operation),
    state: operationState && {
      phase: operationState.phase,
      message: operationState.message,
      operation: partsOf(operationState.operation),
      results:
        results &&
        asOfRecording(results)
          .map(({ kind, name, status: state, message, hookPhase, images }) =>
            [
              ...[kind, withoutHash(name), state, withoutHash(message)],
              ...[hookPhase, images ? 'images' : ''],
            ].join(' '),
          )
          .sort(),
    },
    resources: asOfRecording(resources)
      .map(({ kind, name, status: state, health, requiresPruning }) =>
        [
          ...[kind, withoutHash(name), state, health?.status],
          ...[health?.message, requiresPruning ? 'requiresPruning' : ''],
        ].join(' '),
      )
      .sort(),
  };
}

function partsOf({
  sync: { revision: _, source: __, syncOptions: ___, ...sync },
  initiatedBy,
  retry,
}: NonNullable<Application['operation']>) {
  return { sync, initiatedBy: Object.keys(initiatedBy), retry };
}

/** Of managed resources: which there are, what is said of each, and whether it differs. */
export function managedTellingOf(items: ManagedItem[]): string[] {
  return asOfRecording(items)
    .map(item =>
      [
        ...[item.group, item.kind, item.namespace, withoutHash(item.name)],
        ...Object.keys(item).sort(),
        item.predictedLiveState === item.normalizedLiveState,
      ].join(' '),
    )
    .sort();
}

/** Generated names end with a hash of their content, which the sandbox leaves out. */
function withoutHash(text: string): string {
  return text.replace(/-[a-z0-9]{10}\b/, '');
}
