import { mockErrorHandler } from '@backstage/backend-test-utils';
import { manifestJsonSchema } from '@stonegarden/service-manifest';
import express from 'express';
import request from 'supertest';
import { createSchemaRouter } from './createSchemaRouter';

const api = request(
  express().use(createSchemaRouter()).use(mockErrorHandler()),
);
const PATH = '/schemas/service.v1alpha1.json';

describe('createSchemaRouter', () => {
  it.each(['v1alpha1', 'v1beta1'] as const)(
    'serves the schema that manifests of %s are checked by',
    async version => {
      const { status, body, type, headers } = await api.get(
        `/schemas/service.${version}.json`,
      );
      expect(status).toBe(200);
      expect(type).toBe('application/schema+json');
      expect(headers['cache-control']).toBe('public, max-age=3600');
      expect(body).toEqual(manifestJsonSchema(version));
    },
  );

  it('sends it once to those who kept it', async () => {
    const { headers } = await api.get(PATH);
    expect(headers.etag).toBeTruthy();
    const again = await api.get(PATH).set('If-None-Match', headers.etag);
    expect(again.status).toBe(304);
    expect(again.text).toBeFalsy();
  });

  it.each(['service.v9.json', 'toString', '__proto__', '..%2fpackage.json'])(
    'says what there is instead of %s',
    async file => {
      const { status, body } = await api.get(`/schemas/${file}`);
      expect(status).toBe(404);
      expect(body.error.message).toContain('service.v1alpha1.json');
    },
  );
});
