import { SERVICE_LABELS } from '@stonegarden/service-manifest';
import { yamlDocuments } from '../yaml/yamlDocuments';

const TEAM_SELECTOR = 'spec.owner.team';

/**
 * Whether one of the ApplicationSets in `bootstrap/services.yaml` finds the services of a team in a layer; undefined when
 * that cannot be said, because the text has no ApplicationSets or cannot be read.
 *
 * @public
 */
export function findsService(
  text: string,
  { layer, team }: { layer: string; team: string },
): boolean | undefined {
  let sets: Array<Record<string, unknown>>;
  try {
    sets = yamlDocuments(text)
      .map(({ value }) => value)
      .filter(({ kind }) => kind === 'ApplicationSet');
  } catch {
    return undefined;
  }
  if (sets.length === 0) {
    return undefined;
  }
  return sets.some(set => {
    const { metadata } = set as {
      metadata?: { labels?: Record<string, unknown> };
    };
    const itsLayer = metadata?.labels?.[SERVICE_LABELS.layer];
    const itsTeams = valuesOf(set, TEAM_SELECTOR);
    return (
      (itsLayer === undefined || itsLayer === layer) &&
      (itsTeams.length === 0 || itsTeams.includes(team))
    );
  });
}

/** All values of a key, however deep. */
function valuesOf(value: unknown, key: string): unknown[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([name, inner]) =>
    name === key ? [inner] : valuesOf(inner, key),
  );
}
