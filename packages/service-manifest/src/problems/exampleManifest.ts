const OWNER = `  owner:
    team: product
`;

const ENVIRONMENTS = `  environments:
    - name: dev
      namespace: shelf-dev
      autoSync: true
    - name: production
      namespace: shelf
`;

/**
 * Text of a short service.yaml for an example: give only what the example is about.
 *
 * @param parts - lines of the sections below `spec`, each with its indentation of two; `more` comes last
 * @internal
 */
export function exampleManifest(
  parts: {
    name?: string;
    owner?: string;
    environments?: string;
    more?: string;
  } = {},
): string {
  const {
    name = 'shelf',
    owner = OWNER,
    environments = ENVIRONMENTS,
    more = '',
  } = parts;
  return `apiVersion: platform.stonegarden.dev/v1alpha1
kind: Service
metadata:
  name: ${name}
spec:
${owner}${environments}${more}`;
}
