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
 * Texts of the environment folders that {@link manifestText} promises, by path.
 *
 * @param folder - of the service; its last part is the service's name
 * @internal
 */
export function overlayTexts(folder: string): Record<string, string> {
  const name = folder.split('/').at(-1);
  const overlay = (namespace: string) =>
    stringify({ namespace, resources: ['../base'] });
  return {
    [`${folder}/environments/base/kustomization.yaml`]: 'resources: []\n',
    [`${folder}/environments/dev/kustomization.yaml`]: overlay(`${name}-dev`),
    [`${folder}/environments/production/kustomization.yaml`]: overlay(
      `${name}`,
    ),
  };
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
