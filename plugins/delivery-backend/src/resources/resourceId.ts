import type { ResourceReference } from '@stonegarden/backstage-plugin-delivery-common';

/** Tells the resources of one Application apart. */
export function resourceId({
  group = '',
  kind,
  namespace = '',
  name,
}: ResourceReference): string {
  return [group, kind, namespace, name].join('/');
}

/** A resource as it is named to others: without what is empty. */
export function toReference(resource: {
  group?: string;
  kind: string;
  namespace?: string;
  name: string;
}): ResourceReference {
  const { group, kind, namespace, name } = resource;
  return {
    ...(group ? { group } : {}),
    kind,
    ...(namespace ? { namespace } : {}),
    name,
  };
}
