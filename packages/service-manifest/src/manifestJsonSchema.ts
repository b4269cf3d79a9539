import { z } from 'zod';
import { serviceManifestSchema } from './manifestSchema';

const schemas = { v1alpha1: serviceManifestSchema };

/**
 * A version of the schema of service.yaml.
 *
 * @public
 */
export type ManifestVersion = keyof typeof schemas;

/**
 * The JSON Schema (draft 7) of service.yaml, for editors and other tools.
 *
 * @public
 */
export function manifestJsonSchema(
  version: ManifestVersion = 'v1alpha1',
): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(schemas[version], {
    target: 'draft-7',
    io: 'input',
  });
  return {
    $schema,
    $id: `https://platform.stonegarden.dev/schemas/service.${version}.json`,
    title: `Service manifest (service.yaml, platform.stonegarden.dev/${version})`,
    ...schema,
  };
}
