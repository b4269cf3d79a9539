import { stringify } from 'yaml';

type Fields = Record<string, unknown>;

/**
 * Text of a valid service.yaml for tests: say only what the test is about.
 *
 * @internal
 */
export function manifestText(
  name: string,
  spec: Fields = {},
  metadata: Fields = {},
): string {
  return stringify({
    apiVersion: 'platform.stonegarden.dev/v1alpha1',
    kind: 'Service',
    metadata: { name, ...metadata },
    spec: {
      owner: { team: 'product' },
      environments: [
        { name: 'dev', cluster: 'homelab', namespace: `${name}-dev` },
        { name: 'production', cluster: 'homelab', namespace: name },
      ],
      ...spec,
    },
  });
}

/**
 * Text of a teams.yaml for tests.
 *
 * @internal
 */
export function teamsText(teams: Fields[]): string {
  return stringify({
    apiVersion: 'platform.stonegarden.dev/v1alpha1',
    kind: 'Teams',
    spec: { teams },
  });
}
