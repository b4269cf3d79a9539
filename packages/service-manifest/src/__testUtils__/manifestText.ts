import { stringify } from 'yaml';

type Fields = Record<string, unknown>;

/**
 * Text of a valid service.yaml for tests: say only what the test is about.
 *
 * @internal
 */
export function manifestText(
  overrides: {
    apiVersion?: string;
    kind?: string;
    name?: unknown;
    metadata?: Fields;
    spec?: Fields;
  } = {},
): string {
  return stringify({
    apiVersion: overrides.apiVersion ?? 'platform.stonegarden.dev/v1alpha1',
    kind: overrides.kind ?? 'Service',
    metadata: { name: overrides.name ?? 'shelf', ...overrides.metadata },
    spec: {
      owner: { team: 'product' },
      environments: [
        { name: 'dev', namespace: 'shelf-dev', autoSync: true },
        { name: 'production', namespace: 'shelf' },
      ],
      ...overrides.spec,
    },
  });
}
