import { suggest } from '../diagnostics/suggest';
import type { ServiceManifest } from '../schema/ServiceManifest';
import { formatFieldPath } from '../yaml/fieldPath';
import type { ManifestFinding } from './ManifestFinding';

/**
 * A rule for promotions to an environment that there is not protects nothing.
 *
 * @internal
 */
export function checkPromotion({
  environments,
  promotion,
}: Pick<ServiceManifest, 'environments' | 'promotion'>): ManifestFinding[] {
  const names = environments.map(({ name }) => name);
  return (promotion?.rules ?? []).flatMap((rule, index) =>
    (rule.environments ?? []).flatMap((name, place): ManifestFinding[] => {
      if (names.includes(name)) {
        return [];
      }
      const path = [
        ...['spec', 'promotion', 'rules', index],
        ...['environments', place],
      ];
      const meant = suggest(name, names);
      return [
        {
          severity: 'error',
          code: 'unknown-rule-environment',
          path,
          message: `\`${formatFieldPath(
            path,
          )}\` is "${name}", and the service has no such environment: ${
            meant
              ? `did you mean "${meant}"?`
              : `write one of ${names.join(', ')}`
          }`,
        },
      ];
    }),
  );
}
