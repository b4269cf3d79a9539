import { isRecord, listOf } from '../kustomize/Kustomization';

/**
 * Whether the selector of a generator takes a file with these parameters.
 *
 * @param isOuter - for the selector around a generator of several parts: a parameter that the file does not have may come
 *   from another part, so that it is left out of account
 * @returns undefined for a selector that cannot be read
 * @internal
 */
export function matchesSelector(
  selector: unknown,
  params: ReadonlyMap<string, string>,
  isOuter: boolean,
): boolean | undefined {
  if (!isRecord(selector)) {
    return undefined;
  }
  const { matchLabels = {}, matchExpressions } = selector;
  const expressions = listOf(matchExpressions);
  if (!isRecord(matchLabels) || !expressions) {
    return undefined;
  }
  const answers = [
    ...Object.entries(matchLabels).map(([key, value]) => {
      const param = params.get(key);
      return param === undefined ? isOuter : param === String(value);
    }),
    ...expressions.map(one => meets(one, params, isOuter)),
  ];
  return answers.includes(undefined) ? undefined : !answers.includes(false);
}

function meets(
  expression: unknown,
  params: ReadonlyMap<string, string>,
  isOuter: boolean,
): boolean | undefined {
  if (!isRecord(expression) || typeof expression.key !== 'string') {
    return undefined;
  }
  const { key, operator } = expression;
  const param = params.get(key);
  if (param === undefined && isOuter) {
    return true;
  }
  const values = listOf(expression.values)?.map(String);
  switch (operator) {
    case 'Exists':
      return param !== undefined;
    case 'DoesNotExist':
      return param === undefined;
    case 'In':
      return values && param !== undefined && values.includes(param);
    case 'NotIn':
      return values && (param === undefined || !values.includes(param));
    default:
      return undefined;
  }
}
