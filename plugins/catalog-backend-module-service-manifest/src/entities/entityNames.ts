import { DEFAULT_NAMESPACE, makeValidator } from '@backstage/catalog-model';

const validators = makeValidator();

/**
 * A text as a name for the catalog, or undefined when nothing of it can be one.
 *
 * @internal
 */
export function toEntityName(text: string): string | undefined {
  const name = text
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9.-]+/g, '-')
    .slice(0, 63)
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '');
  return validators.isValidEntityName(name) ? name : undefined;
}

/**
 * A text as a tag for the catalog, or undefined when nothing of it can be one.
 *
 * @internal
 */
export function toTag(text: string): string | undefined {
  const tag = text
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9+#]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '');
  return validators.isValidTag(tag) ? tag : undefined;
}

/**
 * The entries of a manifest's annotations or labels that the catalog takes.
 *
 * @internal
 */
export function validEntries(
  entries: Record<string, string>,
  kind: 'annotations' | 'labels',
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entries).filter(([key, value]) =>
      kind === 'annotations'
        ? validators.isValidAnnotationKey(key) &&
          validators.isValidAnnotationValue(value)
        : validators.isValidLabelKey(key) &&
          validators.isValidLabelValue(value),
    ),
  );
}

/**
 * Ref of an entity in the default namespace.
 *
 * @internal
 */
export function entityRef(
  kind: 'component' | 'group' | 'resource',
  name: string,
): string {
  return `${kind}:${DEFAULT_NAMESPACE}/${name}`;
}
