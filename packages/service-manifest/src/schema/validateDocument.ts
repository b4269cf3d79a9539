import type { z } from 'zod';
import { createDiagnostic } from '../diagnostics/createDiagnostic';
import type { Diagnostic } from '../diagnostics/Diagnostic';
import { adviseByType, explainIssues } from './explainIssues';
import { FieldPath, formatFieldPath } from '../yaml/fieldPath';
import { findUnknownFields } from './findUnknownFields';
import { LIMITS } from '../yaml/limits';
import type { YamlDocument } from '../yaml/readDocuments';

/**
 * The result of validating a document. `data` is absent when there are errors.
 *
 * @internal
 */
export interface ValidatedDocument<T> {
  data?: T;
  errors: Diagnostic[];
  /** Of the YAML itself and of unknown fields. */
  warnings: Diagnostic[];
}

/**
 * Validates a YAML document against a schema and says in plain words, with positions, what does not fit.
 *
 * @param noun - what the document is, for messages: "a service manifest"
 * @internal
 */
export function validateDocument<T>(
  schema: z.ZodType<T>,
  document: YamlDocument,
  options: { path: string; noun: string },
): ValidatedDocument<T> {
  const { path, noun } = options;
  const unknown = findUnknownFields(schema, document.value)
    .slice(0, LIMITS.diagnostics)
    .map(found => {
      const advice = found.suggestion
        ? `did you mean \`${found.suggestion}\`?`
        : 'it has no effect; remove it if that is not what you meant';
      const field = formatFieldPath(found.path);
      return diagnoseField(document, path, {
        severity: 'warning',
        code: 'unknown-field',
        path: found.path,
        message: `\`${field}\` is not a field of ${noun}: ${advice}`,
        atKey: true,
      });
    });
  const warnings = [...document.diagnostics, ...unknown];
  const parsed = schema.safeParse(document.value, { error: adviseByType });
  if (parsed.success) {
    return { data: parsed.data, errors: [], warnings };
  }
  const errors = explainIssues(parsed.error.issues, document.value).map(one =>
    diagnoseField(document, path, { ...one, severity: 'error' }),
  );
  return { errors, warnings };
}

/**
 * A diagnostic at a field of a document.
 *
 * @internal
 */
export function diagnoseField(
  { positions }: YamlDocument,
  file: string,
  finding: {
    severity: Diagnostic['severity'];
    code: string;
    path: FieldPath;
    message: string;
    /** Points to the key instead of its value. */
    atKey?: boolean;
  },
): Diagnostic {
  const { severity, code, path, message, atKey } = finding;
  const position = atKey ? positions.ofKey(path) : positions.ofValue(path);
  const field = formatFieldPath(path);
  return createDiagnostic({
    severity,
    code,
    message,
    file,
    ...position,
    ...(field ? { field } : {}),
  });
}
