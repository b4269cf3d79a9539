import { createHash } from 'node:crypto';
import type { ApplicationRecord } from '../Application';
import { canBePulled, canBeScheduled } from '../brokenImage';
import { containersOf } from '../podContainers';
import type { TreeNode } from '../TreeNode';

/** Between two lines of a container that runs, and between two starts of one that crashes. */
const LINE_MS = 15_000;
const RESTART_MS = 300_000;
/** What a kubelet still has of a log that was rotated. */
const MAX_LINES = 2000;

/** A line of a log; without a time where the cluster refused it. */
export interface LogLine {
  content: string;
  at?: Date;
}

/** Which log of a pod is asked for. */
interface LogRequest {
  container?: string;
  previous: boolean;
  now: Date;
}

/**
 * The log of a pod's container, oldest first. What the cluster refuses is, as in Argo CD, a line of its own with the reason.
 *
 * @internal
 */
export function podLog(
  record: ApplicationRecord,
  pod: TreeNode,
  { container, previous, now }: LogRequest,
): LogLine[] {
  const containers = containersOf(record, pod);
  if (containers.some(({ image }) => !canBeScheduled(image))) {
    // A pod without a node has no log, and that is all that is said.
    return [];
  }
  const names = containers.map(({ name }) => name);
  if (!container && names.length > 1) {
    return refused(
      `a container name must be specified for pod ${
        pod.name
      }, choose one of: [${names.join(' ')}]`,
    );
  }
  const found = container
    ? containers.find(({ name }) => name === container)
    : containers[0];
  if (!found) {
    return refused(`container ${container} is not valid for pod ${pod.name}`);
  }
  const { name, image, isBroken } = found;
  if (isBroken && !canBePulled(image)) {
    return refused(
      `container "${name}" in pod "${pod.name}" is waiting to start: trying and failing to pull image`,
    );
  }
  if (isBroken) {
    const latest = Math.floor(now.getTime() / RESTART_MS) * RESTART_MS;
    return crash(image, new Date(previous ? latest - RESTART_MS : latest));
  }
  return previous
    ? refused(
        `previous terminated container "${name}" in pod "${pod.name}" not found`,
      )
    : running(pod, image, now);
}

function refused(content: string): LogLine[] {
  return [{ content }];
}

function crash(image: string, started: Date): LogLine[] {
  return [
    `level=info msg="starting" image="${image}"`,
    'level=info msg="reading configuration"',
    'level=error msg="configuration is not valid" key=database.pool.mode reason="not known to this version"',
    'level=fatal msg="cannot start" exit_code=1',
  ].map((content, index) => ({
    content,
    at: new Date(started.getTime() + index * 20),
  }));
}

function running(pod: TreeNode, image: string, now: Date): LogLine[] {
  const started = Math.min(
    Date.parse(pod.createdAt ?? '') || now.getTime(),
    now.getTime(),
  );
  const count = Math.floor((now.getTime() - started) / LINE_MS) + 1;
  const first = Math.max(0, count - MAX_LINES);
  return Array.from({ length: count - first }, (_, offset) => {
    const index = first + offset;
    return {
      content:
        index === 0
          ? `level=info msg="started" image="${image}"`
          : requestLine(pod.uid, index),
      at: new Date(started + index * LINE_MS),
    };
  });
}

function requestLine(uid: string, index: number): string {
  const [path, time] = createHash('sha256').update(`${uid}/${index}`).digest();
  const paths = ['/', '/healthz', '/api/items', '/metrics'];
  return `level=info msg="request" method=GET path=${
    paths[path % paths.length]
  } status=200 duration=${time}ms`;
}
