import { formatFieldPath } from '../yaml/fieldPath';
import type { ServiceManifestDocument } from './manifestSchema';
import type { PositionIndex } from '../yaml/PositionIndex';
import type { ManifestPosition } from '../yaml/ManifestPosition';

const ENVIRONMENT_KEYS = [
  'name',
  'namespace',
  'autoSync',
  'replicas',
  'resources',
  'rollout',
] as const;
const SECURITY_KEYS = ['networkPolicies', 'podSecurityStandards'] as const;

/**
 * Positions of the fields that checks across files can point to, by dotted path. Only of those, because thousands of manifests
 * are held in memory.
 *
 * @internal
 */
export function blamablePositions(
  { metadata, spec }: ServiceManifestDocument,
  index: PositionIndex,
): Record<string, ManifestPosition> {
  const positions: Record<string, ManifestPosition> = {};
  const add = (...path: Array<string | number>) => {
    positions[formatFieldPath(path)] = index.ofValue(path);
  };
  add('metadata', 'name');
  for (const kind of ['annotations', 'labels'] as const) {
    for (const key of Object.keys(metadata[kind] ?? {})) {
      if (key.includes('/')) {
        add('metadata', kind, key);
      }
    }
  }
  spec.aliases?.forEach((_, at) => add('spec', 'aliases', at));
  spec.dependencies?.forEach((_, at) => add('spec', 'dependencies', at));
  spec.monitoring?.dashboards?.forEach((_, at) =>
    add('spec', 'monitoring', 'dashboards', at),
  );
  spec.monitoring?.alerts?.forEach((_, at) =>
    add('spec', 'monitoring', 'alerts', at),
  );
  if (spec.security) {
    add('spec', 'security');
    for (const key of SECURITY_KEYS) {
      if (spec.security[key] !== undefined) {
        add('spec', 'security', key);
      }
    }
    spec.security.secrets?.forEach((_, at) =>
      add('spec', 'security', 'secrets', at),
    );
  }
  const addEnvironment = (at: string | number, settings: object) => {
    add('spec', 'environments', at);
    for (const key of ENVIRONMENT_KEYS) {
      if (key in settings) {
        add('spec', 'environments', at, key);
      }
    }
  };
  if (Array.isArray(spec.environments)) {
    spec.environments.forEach((one, at) => addEnvironment(at, one));
  } else {
    for (const [name, settings] of Object.entries(spec.environments)) {
      addEnvironment(name, settings);
    }
  }
  return positions;
}
