import { ConflictError } from '@backstage/errors';
import type { ResourceReference } from '@stonegarden/backstage-plugin-delivery-common';

/** New resources that a refusal names. */
const MAX_NAMED = 5;

/**
 * Which of the resources that a person confirmed still require pruning. What Git has again is left out, since syncing it would
 * deploy it. Fails with ConflictError when more than was confirmed requires pruning by now, and when nothing does any more.
 */
export function confirmedPruning(
  confirmed: ResourceReference[],
  required: ResourceReference[],
): ResourceReference[] {
  const ids = new Set(confirmed.map(idOf));
  const added = required.filter(resource => !ids.has(idOf(resource)));
  if (added.length > 0) {
    const named = added.slice(0, MAX_NAMED).map(describe);
    const more = added.length - named.length;
    throw new ConflictError(
      `More requires pruning than was confirmed: ${named.join(', ')}${
        more > 0 ? ` and ${more} more` : ''
      }. Nothing was removed. Look at the list again and confirm all of it.`,
    );
  }
  if (required.length === 0) {
    throw new ConflictError(
      'Nothing of what was confirmed requires pruning any more, so nothing was removed. Look at the environment again.',
    );
  }
  return required;
}

function idOf({ group = '', kind, namespace = '', name }: ResourceReference) {
  return [group, kind, namespace, name].join('/');
}

function describe({ kind, namespace, name }: ResourceReference): string {
  return `${kind} ${name}${namespace ? ` in ${namespace}` : ''}`;
}
