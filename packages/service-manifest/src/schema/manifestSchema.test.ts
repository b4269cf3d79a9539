import { z } from 'zod';
import { serviceManifestSchema } from './manifestSchema';

describe('serviceManifestSchema', () => {
  const schema = z.toJSONSchema(serviceManifestSchema, { io: 'input' });

  it('can be written as a JSON Schema that editors understand', () => {
    expect(schema).toMatchObject({
      required: ['apiVersion', 'kind', 'metadata', 'spec'],
      properties: {
        kind: { const: 'Service' },
        spec: {
          required: ['owner', 'environments'],
          properties: {
            environments: { anyOf: [{ type: 'array', minItems: 1 }, {}] },
            security: {
              properties: {
                podSecurityStandards: {
                  enum: ['privileged', 'baseline', 'restricted'],
                  default: 'restricted',
                },
              },
            },
          },
        },
      },
    });
  });

  it('allows unknown fields, which the parser reports as warnings', () => {
    expect(JSON.stringify(schema)).not.toContain(
      '"additionalProperties":false',
    );
  });
});
