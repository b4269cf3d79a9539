import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import SwaggerParser from '@apidevtools/swagger-parser';
import { findRoutes } from '../__testUtils__/findRoutes';
import { generateSchemas } from './__testUtils__/generateSchemas';
import { createOpenApiDocument } from './createOpenApiDocument';
import { OPERATIONS } from './operations';
import schemas from './schemas.json';

const FILE = resolve(__dirname, 'schemas.json');

describe('the description of the HTTP API', () => {
  it('has every route, and no other', () => {
    expect(
      OPERATIONS.map(({ method, path }) => `${method} ${path}`).sort(),
    ).toEqual(findRoutes());
  });

  it('has the types of delivery-common as they are (UPDATE=1 writes them)', () => {
    const text = `${JSON.stringify(generateSchemas(), null, 2)}\n`;
    if (process.env.UPDATE === '1') {
      writeFileSync(FILE, text);
    }
    expect(readFileSync(FILE, 'utf8')).toBe(text);
  });

  it('is OpenAPI', async () => {
    const document = createOpenApiDocument({
      operations: OPERATIONS,
      schemas,
      version: '1.2.3',
    });
    await expect(
      SwaggerParser.validate(JSON.parse(JSON.stringify(document))),
    ).resolves.toMatchObject({ info: { version: '1.2.3' } });
  });
});
