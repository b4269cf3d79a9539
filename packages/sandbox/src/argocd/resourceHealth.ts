import type { Application, ApplicationRecord } from './Application';
import { resourceTree } from './resourceTree';

/**
 * An application as the API server answers it alone and on the stream: with the health of each resource, which it takes
 * from the resource tree. Lists, and answers to a sync, are without.
 *
 * @internal
 */
export function withResourceHealth(record: ApplicationRecord): Application {
  const { application } = record;
  const { resources } = application.status;
  if (!resources) {
    return application;
  }
  const keyOf = (each: {
    group?: string;
    kind: string;
    namespace?: string;
    name: string;
  }) => [each.group ?? '', each.kind, each.name].join('/');
  const nodes = new Map(
    resourceTree(record).nodes.map(node => [keyOf(node), node]),
  );
  return {
    ...application,
    status: {
      ...application.status,
      resources: resources.map(each => {
        const node = nodes.get(keyOf(each));
        const health = node ? node.health : { status: 'Missing' };
        return { ...each, ...(health ? { health } : {}) };
      }),
    },
  };
}
