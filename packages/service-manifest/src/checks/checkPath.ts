import { suggest } from '../diagnostics/suggest';
import type { PathEnvironment } from '../path/promotionPath';
import { FieldPath, formatFieldPath } from '../yaml/fieldPath';
import type { ManifestFinding } from './ManifestFinding';

/** Why a name in `promotesFrom` is not an environment that releases can come from, and what would be right. */
function whyNot(
  environments: readonly PathEnvironment[],
  index: number,
  place: number,
): { code: string; says: string } | undefined {
  const { name: to, promotesFrom = [] } = environments[index];
  const name = promotesFrom[place];
  const names = environments.map(each => each.name);
  const earlier = names.slice(0, index);
  const advice =
    earlier.length > 0
      ? `write one of ${earlier.join(', ')}`
      : 'nothing is promoted to the first environment: remove `promotesFrom`';
  if (promotesFrom.indexOf(name) < place) {
    return {
      code: 'duplicate-promotes-from',
      says: 'is listed twice: remove one of them',
    };
  }
  if (earlier.includes(name)) {
    return undefined;
  }
  if (name === to) {
    return {
      code: 'promotes-from-itself',
      says: `is the environment itself: ${advice}`,
    };
  }
  if (names.includes(name)) {
    return {
      code: 'promotes-from-later',
      says: `comes after "${to}", and releases come from environments above it: ${
        earlier.length > 0 ? `move "${name}" up, or ${advice}` : advice
      }`,
    };
  }
  const meant = suggest(name, earlier);
  return {
    code: 'unknown-promotes-from',
    says: `is no environment of the service: ${
      meant ? `did you mean "${meant}"?` : advice
    }`,
  };
}

/**
 * Releases come from earlier environments only, so that no path goes in circles.
 *
 * @param path - of the environment in the document
 * @internal
 */
export function checkPath(
  environments: readonly PathEnvironment[],
  index: number,
  path: FieldPath,
): ManifestFinding[] {
  return (environments[index].promotesFrom ?? []).flatMap(
    (name, place): ManifestFinding[] => {
      const problem = whyNot(environments, index, place);
      const field = [...path, 'promotesFrom', place];
      return problem
        ? [
            {
              severity: 'error',
              code: problem.code,
              path: field,
              message: `\`${formatFieldPath(field)}\` is "${name}", which ${
                problem.says
              }`,
            },
          ]
        : [];
    },
  );
}
