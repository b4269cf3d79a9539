import { NotFoundError } from '@backstage/errors';
import {
  manifestJsonSchema,
  ManifestVersion,
} from '@stonegarden/service-manifest';
import type { Router } from 'express';
import createRouter from 'express-promise-router';

/** A record, so that a version that is new cannot be forgotten. */
const VERSIONS: Record<ManifestVersion, true> = {
  v1alpha1: true,
  v1beta1: true,
};

const fileOf = (version: string) => `service.${version}.json`;

/**
 * The JSON Schemas of service.yaml at `/schemas/service.<version>.json`, for editors (`# yaml-language-server: $schema=`)
 * and for whoever checks manifests. They change with the portal's version only, so they may be kept for an hour and are
 * asked for by their ETag then.
 */
export function createSchemaRouter(): Router {
  const files = Object.fromEntries(
    (Object.keys(VERSIONS) as ManifestVersion[]).map(version => [
      fileOf(version),
      JSON.stringify(manifestJsonSchema(version), undefined, 2),
    ]),
  );
  const router = createRouter();
  router.get('/schemas/:file', (req, res) => {
    const { file } = req.params;
    if (!Object.hasOwn(files, file)) {
      throw new NotFoundError(
        `There is no such schema; there is ${Object.keys(files).join(', ')}`,
      );
    }
    res
      .setHeader('Cache-Control', 'public, max-age=3600')
      .type('application/schema+json')
      .send(files[file]);
  });
  return router;
}
