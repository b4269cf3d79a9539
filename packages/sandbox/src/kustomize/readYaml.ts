import { InputError } from '@backstage/errors';
import { parseAllDocuments } from 'yaml';

/**
 * All documents of a YAML text as plain values, empty ones left out. `InputError` with file, line and column when it
 * cannot be parsed.
 *
 * @internal
 */
export function readYaml(text: string, path: string): unknown[] {
  const documents = parseAllDocuments(text, { logLevel: 'silent' });
  if (!Array.isArray(documents)) {
    return [];
  }
  return documents.flatMap(document => {
    const [error] = document.errors;
    if (error) {
      const [start] = error.linePos ?? [];
      const where = start ? `:${start.line}:${start.col}` : '';
      throw new InputError(`${path}${where}: ${error.message.split('\n')[0]}`);
    }
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return value === null || value === undefined ? [] : [value];
  });
}
