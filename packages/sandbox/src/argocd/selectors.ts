import { ArgoError, GrpcCode } from './ArgoError';

/** @internal */
export type LabelSelector = (labels: Record<string, string>) => boolean;

const SET_BASED = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/;
const EQUALITY = /^([^\s=!,()]+)\s*(==|=|!=)\s*([^\s=!,()]*)$/;
const EXISTENCE = /^(!?)\s*([^\s=!,()]+)$/;

/**
 * Reads a Kubernetes label selector: `a=b`, `a!=b`, `a in (b,c)`, `a notin (b)`, `a`, `!a`, joined by commas.
 * InvalidArgument when it is none.
 *
 * @internal
 */
export function parseSelector(text: string): LabelSelector {
  const requirements = splitOutsideParentheses(text).map(parseRequirement);
  return labels => requirements.every(requirement => requirement(labels));
}

function splitOutsideParentheses(text: string): string[] {
  return text
    .split(/,(?![^(]*\))/)
    .map(part => part.trim())
    .filter(Boolean);
}

function parseRequirement(text: string): LabelSelector {
  const set = SET_BASED.exec(text);
  if (set) {
    const [, key, operator, list] = set;
    const values = list.split(',').map(value => value.trim());
    return operator === 'in'
      ? labels => key in labels && values.includes(labels[key])
      : labels => !(key in labels) || !values.includes(labels[key]);
  }
  const equality = EQUALITY.exec(text);
  if (equality) {
    const [, key, operator, value] = equality;
    return operator === '!='
      ? labels => labels[key] !== value
      : labels => labels[key] === value;
  }
  const existence = EXISTENCE.exec(text);
  if (existence) {
    const [, not, key] = existence;
    return labels => key in labels !== (not === '!');
  }
  throw new ArgoError(
    GrpcCode.InvalidArgument,
    `unable to parse requirement: found '${text.slice(0, 100)}'`,
  );
}
