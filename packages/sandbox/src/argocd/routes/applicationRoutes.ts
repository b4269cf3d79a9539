import { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { Faults } from '../../http/faults';
import { ArgoError, GrpcCode } from '../ArgoError';
import type { ArgocdServer } from '../ArgocdServer';
import { analysisRunManifest } from '../analysisRunManifest';
import { applicationFilter } from '../findApplication';
import { podManifest } from '../podManifest';
import { withResourceHealth } from '../resourceHealth';
import { requireRollout } from '../requireRollout';
import { resourceTree } from '../resourceTree';
import { rolloutManifest } from '../rolloutManifest';
import { selectListFields } from '../selectFields';
import { managedResources } from '../managed/managedResources';
import {
  applicationQuery,
  namedApplication,
  namedResource,
  queryValue,
} from './query';

/**
 * Reading applications: list, one, its revision and its resources.
 *
 * @internal
 */
export function applicationRoutes(
  server: ArgocdServer,
  faults: Faults,
): Router {
  const { store, controller, repository } = server;
  const router = PromiseRouter();

  router.get('/applications', async (request, response) => {
    const matches = applicationFilter(applicationQuery(request));
    if (isRefresh(request)) {
      await controller.reconcile();
    }
    const fields = queryValue(request, 'fields');
    const { listed } = faults;
    const items = store
      .list()
      .slice(0, listed)
      .map(({ application }) => application)
      .filter(matches);
    response.json({
      // A server whose caches are still empty knows no version.
      metadata: listed === 0 ? {} : { resourceVersion: store.version },
      // An empty list is null in Go's JSON.
      items:
        items.length === 0
          ? null
          : items.map(item => (fields ? selectListFields(item, fields) : item)),
    });
  });

  router.get('/applications/:name', async (request, response) => {
    const { metadata } = namedApplication(server, request).application;
    if (isRefresh(request)) {
      await controller.reconcile({ refreshed: metadata.name });
    }
    response.json(withResourceHealth(namedApplication(server, request)));
  });

  router.get(
    '/applications/:name/revisions/:revision/metadata',
    async (request, response) => {
      namedApplication(server, request);
      const { revision } = request.params;
      const sha = await repository.findCommit(revision);
      if (!sha) {
        throw unknownRevision(revision.slice(0, 100));
      }
      const { author, message } = await repository.readCommit(sha);
      response.json({
        author: `${author.name} <${author.email}>`,
        date: new Date(author.date).toISOString().replace('.000Z', 'Z'),
        message,
      });
    },
  );

  router.get('/applications/:name/resource-tree', (request, response) => {
    response.json(resourceTree(namedApplication(server, request)));
  });

  router.get(
    '/applications/:name/managed-resources',
    async (request, response) => {
      const record = namedApplication(server, request);
      response.json({ items: await managedResources(server, record) });
    },
  );

  router.get('/applications/:name/resource', (request, response) => {
    const record = namedApplication(server, request);
    if (queryValue(request, 'kind') === 'Pod') {
      const pod = resourceTree(record).nodes.find(
        ({ kind, name, namespace }) =>
          kind === 'Pod' &&
          name === queryValue(request, 'resourceName') &&
          namespace === queryValue(request, 'namespace'),
      );
      if (pod) {
        response.json({ manifest: JSON.stringify(podManifest(record, pod)) });
        return;
      }
    }
    const asked = namedResource(request);
    const run = record.rollout?.analysisRuns?.find(
      ({ name }) => asked.kind === 'AnalysisRun' && name === asked.name,
    );
    if (record.rollout && run && asked.namespace === record.rollout.namespace) {
      response.json({
        manifest: JSON.stringify(analysisRunManifest(record.rollout, run)),
      });
      return;
    }
    const rollout = requireRollout(record, asked);
    response.json({
      manifest: JSON.stringify(rolloutManifest(record, rollout)),
    });
  });

  return router;
}

function isRefresh(request: Request): boolean {
  return ['normal', 'hard'].includes(queryValue(request, 'refresh') ?? '');
}

function unknownRevision(revision: string): ArgoError {
  return /^[0-9a-f]{40}$/.test(revision)
    ? new ArgoError(
        GrpcCode.Unknown,
        `error acquiring repo lock: failed to initialize repository resources: rpc error: code = Internal desc = Failed to checkout revision ${revision}: \`git fetch origin ${revision} --tags --force --prune\` failed exit status 128: fatal: remote error: upload-pack: not our ref ${revision}`,
      )
    : new ArgoError(
        GrpcCode.InvalidArgument,
        `unable to resolve '${revision}' to a commit SHA`,
      );
}
