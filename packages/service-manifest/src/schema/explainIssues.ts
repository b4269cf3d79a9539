import type { z } from 'zod';
import { FieldPath, formatFieldPath, valueAt } from '../yaml/fieldPath';
import { LIMITS } from '../yaml/limits';
import { shorten } from '../diagnostics/shorten';

/**
 * A finding of the schema in plain words.
 *
 * @internal
 */
export interface Explanation {
  code: 'missing-field' | 'wrong-type' | 'invalid-value';
  path: FieldPath;
  message: string;
  /** The key itself is wrong, not its value. */
  atKey: boolean;
}

type Issue = z.core.$ZodIssue;

/**
 * Turns the issues of the schema into sentences that say what is wrong and what would be right, at most one per field.
 *
 * @internal
 */
export function explainIssues(issues: Issue[], root: unknown): Explanation[] {
  const byField = new Map<string, Explanation>();
  for (const { issue, path } of issues.flatMap(one => flatten(one, []))) {
    const field = formatFieldPath(path);
    if (!byField.has(field) && byField.size < LIMITS.diagnostics) {
      byField.set(field, explain(issue, path, root));
    }
  }
  return [...byField.values()];
}

/**
 * General advice by type, where the schema has none of its own.
 *
 * @internal
 */
export function adviseByType(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_value' && Array.isArray(issue.values)) {
    return `write ${alternatives(issue.values.map(String))}`;
  }
  if (issue.code !== 'invalid_type') {
    return undefined;
  }
  switch (issue.expected) {
    case 'boolean':
      return 'write true or false';
    case 'array':
      return 'write a list';
    case 'object':
    case 'record':
      return 'write its settings as indented "key: value" lines';
    case 'number':
      return 'write a number';
    case 'string':
      return 'write a string';
    default:
      return undefined;
  }
}

/** Descends into unions and keys of maps, to the issues that a reader can act on. */
function flatten(
  issue: Issue,
  outer: FieldPath,
): Array<{ issue: Issue; path: FieldPath }> {
  const path = [...outer, ...issue.path.map(toPart)];
  if (issue.code === 'invalid_union') {
    // The member that was meant is the one whose outermost shape fits.
    const meant = issue.errors.filter(
      errors => !errors.some(e => e.path.length === 0 && isShape(e)),
    );
    if (meant.length === 1) {
      return meant[0].flatMap(inner => flatten(inner, path));
    }
  }
  return [{ issue, path }];
}

function isShape(issue: Issue): boolean {
  return issue.code === 'invalid_type' || issue.code === 'invalid_value';
}

function explain(issue: Issue, path: FieldPath, root: unknown): Explanation {
  const field = formatFieldPath(path);
  const subject = field ? `\`${field}\`` : 'The document';
  const atKey = issue.code === 'invalid_key';
  if (issue.code === 'invalid_key') {
    const name = JSON.stringify(shorten(String(path.at(-1))));
    return {
      code: 'invalid-value',
      path,
      atKey,
      message: `The name ${name} in \`${formatFieldPath(
        path.slice(0, -1),
      )}\` cannot be used: ${issue.issues[0]?.message ?? issue.message}`,
    };
  }
  const value = valueAt(root, path);
  if (value === undefined) {
    return {
      code: 'missing-field',
      path,
      atKey,
      message: `${subject} is missing: ${issue.message}`,
    };
  }
  const wrongType = isShape(issue) && issue.code === 'invalid_type';
  return {
    code: wrongType ? 'wrong-type' : 'invalid-value',
    path,
    atKey,
    message: `${subject} is ${describeValue(value, wrongType)}: ${
      issue.message
    }`,
  };
}

function describeValue(value: unknown, withType: boolean): string {
  if (value === null) {
    return 'empty';
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? 'an empty list' : 'a list';
  }
  switch (typeof value) {
    case 'string': {
      const quoted = JSON.stringify(shorten(value));
      return withType ? `the string ${quoted}` : quoted;
    }
    case 'number':
    case 'bigint':
      return withType ? `the number ${value}` : String(value);
    case 'object':
      return Object.keys(value).length === 0 ? 'an empty map' : 'a map';
    default:
      return String(value);
  }
}

function alternatives(values: string[]): string {
  return values.length < 2
    ? values.join('')
    : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}

function toPart(part: PropertyKey): string | number {
  return typeof part === 'number' ? part : String(part);
}
