import { fieldDescriptions } from '../schema/fieldDescriptions';
import { manifestJsonSchema, visitFields } from '../schema/manifestJsonSchema';

interface Row {
  types: Set<string>;
  required: boolean;
  default?: unknown;
}

/**
 * The reference of every field of service.yaml, as Markdown.
 *
 * @internal
 */
export function fieldsPage(): string {
  const rows = new Map<string, Row>();
  visitFields(manifestJsonSchema(), (path, node, required) => {
    const row = rows.get(path) ?? { types: new Set(), required };
    rows.set(path, row);
    for (const member of node.anyOf ?? [node]) {
      const type = typeof member === 'object' ? typeOf(member) : '';
      if (type) {
        row.types.add(type);
      }
    }
    // A list of environments names them; in a map the keys do.
    row.required = row.required && required;
    row.default ??= node.default;
  });
  const lines = [...rows].map(([path, row]) => {
    const { description, effect, unit, examples } = fieldDescriptions[path];
    return `| ${[
      `\`${path}\`${row.required ? ' **required**' : ''}`,
      [...row.types].join(' or '),
      unit ?? '',
      row.default === undefined ? '' : code(row.default),
      (examples ?? []).map(code).join(', '),
      effect ? `${description} ${effect}` : description,
    ]
      .map(cell => cell.replaceAll('|', '\\|'))
      .join(' | ')} |`;
  });
  return `${[
    '<!-- Generated from packages/service-manifest/src; see the README there. -->',
    '# service.yaml',
    'Every field of version v1alpha1. `[]` stands for an item of a list; environments may be a list, or a map from name to settings, whose order is the path of a promotion. Durations are a number with `ms`, `s`, `m`, `h` or `d`.',
    'An editor with a YAML language server completes and checks the file when its first line is:',
    '```yaml\n# yaml-language-server: $schema=https://platform.stonegarden.dev/schemas/service.v1alpha1.json\n```',
    'The schema is also committed as [`docs/schemas/service.v1alpha1.json`](../schemas/service.v1alpha1.json). It refuses unknown keys, so that typos show at once; everywhere else they are [warnings](problems/unknown-field.md). Version v1beta1 is described in [Versions](versioning.md), and what can be wrong in [Problems](problems/README.md).',
    [
      '| Field | Type | Unit | Default | Example | What for |',
      '| --- | --- | --- | --- | --- | --- |',
      ...lines,
    ].join('\n'),
  ].join('\n\n')}\n`;
}

function typeOf(node: {
  type?: unknown;
  const?: unknown;
  enum?: unknown[];
}): string {
  if (node.const !== undefined) {
    return code(node.const);
  }
  if (node.enum) {
    return node.enum.map(code).join(', ');
  }
  switch (node.type) {
    case 'string':
      return 'string';
    case 'object':
      return 'map';
    case 'array':
      return 'list';
    case 'boolean':
      return 'true or false';
    case 'integer':
      return 'whole number';
    case 'null':
      return 'nothing';
    default:
      return String(node.type ?? '');
  }
}

function code(value: unknown): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}
