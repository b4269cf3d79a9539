import { z } from 'zod';
import { fieldDescriptions } from './fieldDescriptions';
import {
  serviceManifestSchema,
  serviceManifestV1beta1Schema,
} from './manifestSchema';
import { DEFAULT_API_GROUP } from '../names';

/**
 * A version of the schema of service.yaml.
 *
 * @public
 */
export type ManifestVersion = 'v1alpha1' | 'v1beta1';

const schemas: Record<ManifestVersion, z.ZodType> = {
  v1alpha1: serviceManifestSchema,
  v1beta1: serviceManifestV1beta1Schema,
};

/**
 * The JSON Schema (draft 7) of service.yaml, for editors and other tools: with a description and examples of each field.
 * Unknown keys are errors here, so that an editor marks typos at once; the parser only warns about them.
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
  visitFields(schema, (path, node) => {
    const { description, effect, unit, examples } =
      fieldDescriptions[path] ?? {};
    if (description) {
      node.description = [description, unit && `Unit: ${unit}.`, effect]
        .filter(Boolean)
        .join(' ');
    }
    if (examples) {
      node.examples = examples;
    }
  });
  return {
    $schema,
    $id: `https://${DEFAULT_API_GROUP}/schemas/service.${version}.json`,
    title: `Service manifest (service.yaml, ${DEFAULT_API_GROUP}/${version})`,
    ...schema,
  };
}

/** A part of a JSON Schema, as far as it is needed here. */
type Node = z.core.JSONSchema.BaseSchema;

/**
 * Walks through the fields of a JSON Schema, closes its objects to unknown keys, and calls `visit` with each field's path and
 * schema and whether it is required. A field that two notations share is visited twice.
 *
 * @internal
 */
export function visitFields(
  node: Node,
  visit: (path: string, node: Node, required: boolean) => void,
  path: string = '',
): void {
  for (const member of node.anyOf ?? []) {
    visitFields(asNode(member), visit, path);
  }
  const { items, additionalProperties } = node;
  if (items && !Array.isArray(items)) {
    visitFields(asNode(items), visit, `${path}[]`);
  }
  if (typeof additionalProperties === 'object') {
    visitFields(additionalProperties, visit, `${path}[]`);
  }
  if (!node.properties) {
    return;
  }
  // Steps of a canary pass through to Argo Rollouts, which has more kinds of them.
  if (additionalProperties === undefined) {
    node.additionalProperties = false;
  }
  for (const [key, value] of Object.entries(node.properties)) {
    const inner = path ? `${path}.${key}` : key;
    visit(inner, asNode(value), node.required?.includes(key) ?? false);
    visitFields(asNode(value), visit, inner);
  }
}

function asNode(schema: Node | boolean): Node {
  return typeof schema === 'object' ? schema : {};
}
