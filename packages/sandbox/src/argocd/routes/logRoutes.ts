import { Request, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { Faults } from '../../http/faults';
import { ArgoError, GrpcCode } from '../ArgoError';
import type { ArgocdServer } from '../ArgocdServer';
import { LogLine, podLog } from '../logs/podLog';
import { resourceTree } from '../resourceTree';
import type { TreeNode } from '../TreeNode';
import { namedApplication, queryValue } from './query';

/** Logs of so many pods at a time. */
const MAX_PODS = 10;
/** The zero time of Go, which a line has that came from no container. */
const NO_TIME = '0001-01-01T00:00:00Z';
/** What Argo CD's gateway calls a status in the errors of its streams. */
const STATUS_TEXTS: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  500: 'Internal Server Error',
};

/**
 * Logs of pods: lines of JSON, the last of them empty and marked as the last.
 *
 * @internal
 */
export function logRoutes(server: ArgocdServer, faults: Faults): Router {
  const router = PromiseRouter();
  const answer = (request: Request, response: Response, podName?: string) => {
    try {
      sendLog(server, faults, { request, response, podName });
    } catch (error) {
      if (!(error instanceof ArgoError)) {
        throw error;
      }
      const { code, status, message } = error;
      response.status(status).json({
        error: {
          grpc_code: code,
          http_code: status,
          message,
          http_status: STATUS_TEXTS[status],
        },
      });
    }
  };
  router.get('/applications/:name/logs', (request, response) =>
    answer(request, response),
  );
  router.get('/applications/:name/pods/:pod/logs', (request, response) =>
    answer(request, response, request.params.pod),
  );
  return router;
}

function sendLog(
  server: ArgocdServer,
  faults: Faults,
  asked: { request: Request; response: Response; podName?: string },
) {
  const { request, response } = asked;
  const record = namedApplication(server, request);
  const { metadata, spec } = record.application;
  if (faults.forbidsLogs) {
    throw new ArgoError(
      GrpcCode.PermissionDenied,
      `permission denied: logs, get, ${spec.project}/${metadata.name}, sub: portal, iat: ${metadata.creationTimestamp}`,
    );
  }
  const podName = asked.podName ?? queryValue(request, 'podName');
  const pods = selectPods(resourceTree(record).nodes, {
    namespace: queryValue(request, 'namespace'),
    ...(podName
      ? { kind: 'Pod', name: podName }
      : {
          kind: queryValue(request, 'kind'),
          name: queryValue(request, 'resourceName'),
        }),
    group: queryValue(request, 'group'),
  });
  if (pods.length > MAX_PODS) {
    throw new ArgoError(
      GrpcCode.InvalidArgument,
      'max pods to view logs are reached. Please provide more granular query',
    );
  }
  response.type('application/json');
  if (pods.length === 0) {
    response.end();
    return;
  }
  const now = server.now();
  const tailLines = Number(queryValue(request, 'tailLines') ?? 0);
  const lines = pods
    .flatMap(pod => {
      const log = podLog(record, pod, {
        container: queryValue(request, 'container'),
        previous: queryValue(request, 'previous') === 'true',
        now,
      });
      return (tailLines > 0 ? log.slice(-tailLines) : log).map(line => ({
        line,
        // A line in place of a log names no pod.
        pod: line.at ? pod.name : '',
      }));
    })
    .sort((a, b) => (a.line.at?.getTime() ?? 0) - (b.line.at?.getTime() ?? 0));
  for (const { line, pod } of lines) {
    response.write(entry(line, pod, false));
  }
  response.end(entry({ content: '', at: now }, '', true));
}

function entry({ content, at }: LogLine, podName: string, last: boolean) {
  const timeStampStr = at?.toISOString() ?? NO_TIME;
  const timeStamp = at ? timeStampStr.replace(/\.\d+Z$/, 'Z') : NO_TIME;
  return `${JSON.stringify({
    result: { content, timeStamp, last, timeStampStr, podName },
  })}\n`;
}

interface Selection {
  group?: string;
  kind?: string;
  namespace?: string;
  name?: string;
}

/** The pods that fit a selection themselves or by what they belong to. */
function selectPods(nodes: TreeNode[], selection: Selection): TreeNode[] {
  const fits = (node: TreeNode): boolean =>
    (!selection.name || node.name === selection.name) &&
    (!selection.kind || node.kind === selection.kind) &&
    (!selection.group || node.group === selection.group) &&
    (!selection.namespace || node.namespace === selection.namespace);
  const isSelected = (node: TreeNode): boolean =>
    fits(node) ||
    (node.parentRefs ?? []).some(parent =>
      nodes.some(
        each =>
          each.kind === parent.kind &&
          each.name === parent.name &&
          each.namespace === parent.namespace &&
          isSelected(each),
      ),
    );
  return nodes.filter(node => node.kind === 'Pod' && isSelected(node));
}
