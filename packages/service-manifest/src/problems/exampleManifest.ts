const OWNER = `  owner:
    team: product
`;

/**
 * The section `environments` of an example.
 *
 * @internal
 */
export function environments(...items: string[]): string {
  return `  environments:\n${items.join('')}`;
}

/**
 * An environment in that section.
 *
 * @param more - further lines of it, with their own indentation only
 * @internal
 */
export function environment(
  name: string,
  namespace: string,
  more: string = '',
): string {
  return `    - name: ${name}
      namespace: ${namespace}
${more.replace(/^(?=.)/gm, '      ')}`;
}

/**
 * The section `environments` with nothing but production.
 *
 * @internal
 */
export function onlyProduction(more?: string): string {
  return environments(environment('production', 'shelf', more));
}

const ENVIRONMENTS = environments(
  environment('dev', 'shelf-dev', 'autoSync: true\n'),
  environment('production', 'shelf'),
);

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
    environments: section = ENVIRONMENTS,
    more = '',
  } = parts;
  return `apiVersion: platform.stonegarden.dev/v1alpha1
kind: Service
metadata:
  name: ${name}
spec:
${owner}${section}${more}`;
}
