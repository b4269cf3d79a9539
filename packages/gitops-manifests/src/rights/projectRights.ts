import {
  flatInWords,
  listOf,
  recordOf,
  type RightContext,
  textOf,
} from './Right';

/**
 * What an AppProject lets Argo CD and people do, a sentence each.
 *
 * @internal
 */
export function projectRights(
  name: string,
  spec: Record<string, unknown>,
  { mark }: RightContext,
): string[] {
  const project = `project ${mark(name)}`;
  const sentences: Record<string, (item: unknown) => string[]> = {
    description: () => [],
    destinations: item => {
      const { namespace, name: cluster, server } = recordOf(item);
      return [
        `Argo CD may deploy ${project} into ${namespaceInWords(
          textOf(namespace ?? ''),
          mark,
        )} on cluster ${mark(textOf(cluster ?? server ?? ''))}`,
      ];
    },
    sourceRepos: item => [
      `Argo CD may take manifests of ${project} from ${mark(textOf(item))}`,
    ],
    clusterResourceWhitelist: item => [
      `Argo CD may change ${kindOf(
        item,
        mark,
      )} of the whole cluster for ${project}`,
    ],
    clusterResourceBlacklist: item => [
      `Argo CD may not change ${kindOf(
        item,
        mark,
      )} of the whole cluster for ${project}`,
    ],
    namespaceResourceWhitelist: item => [
      `Argo CD may change ${kindOf(item, mark)} in namespaces for ${project}`,
    ],
    namespaceResourceBlacklist: item => [
      `Argo CD may not change ${kindOf(
        item,
        mark,
      )} in namespaces for ${project}`,
    ],
    roles: item => {
      const { name: role, groups, policies } = recordOf(item);
      const named = `the role ${mark(textOf(role))} of ${project}`;
      return [
        ...listOf(groups).map(
          group => `Group ${mark(textOf(group))} gets ${named}`,
        ),
        ...listOf(policies).map(
          policy =>
            `Argo CD has for ${named} the policy ${mark(textOf(policy))}`,
        ),
      ];
    },
  };
  return Object.entries(spec).flatMap(([key, value]) =>
    Array.isArray(value) && Object.hasOwn(sentences, key)
      ? value.flatMap(sentences[key])
      : otherSetting(project, key, value, mark),
  );
}

function otherSetting(
  project: string,
  key: string,
  value: unknown,
  mark: (text: string) => string,
): string[] {
  if (key === 'description') {
    return [];
  }
  return (Array.isArray(value) ? value : [value]).map(
    one =>
      `Argo CD has for ${project} the setting ${mark(
        `${key}: ${typeof one === 'object' ? flatInWords(one) : textOf(one)}`,
      )}`,
  );
}

function kindOf(item: unknown, mark: (text: string) => string): string {
  const { group, kind } = recordOf(item);
  return mark([group, kind].filter(Boolean).map(textOf).join('/'));
}

function namespaceInWords(
  pattern: string,
  mark: (text: string) => string,
): string {
  if (/^\*+$/.test(pattern)) {
    return 'every namespace';
  }
  if (pattern.startsWith('!')) {
    return `every namespace but ${mark(pattern.slice(1))}`;
  }
  return /[*?[{]/.test(pattern)
    ? `every namespace like ${mark(pattern)}`
    : `namespace ${mark(pattern)}`;
}
