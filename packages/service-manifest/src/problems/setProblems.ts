import { manifestFile } from './exampleFolder';
import { environment, environments, exampleManifest } from './exampleManifest';
import type { ProblemTable } from './ProblemExplanation';

const KAFKA = '# kubernetes/platform/messaging/kafka/service.yaml\n';

function kafka(name: string, more = ''): string {
  return `${KAFKA}${exampleManifest({
    name,
    owner: '  owner:\n    team: platform\n',
    environments: environments(environment('production', `${name}-system`)),
    more,
  })}`;
}

/**
 * What can only be seen across the manifests of a repository.
 *
 * @internal
 */
export const setProblems: ProblemTable = {
  'duplicate-name': {
    severity: 'error',
    title: 'Two services have the same name',
    why: 'Dependencies, Argo CD applications and the catalog identify a service by its name, whatever its layer. Of two manifests with one name, the one that was there first stays in the catalog, and the other is left out until it is renamed.',
    wrong: `${manifestFile({ name: 'kafka' })}${kafka('kafka')}`,
    right: `${manifestFile()}${kafka('kafka')}`,
  },
  'dependency-not-found': {
    severity: 'warning',
    title: 'A dependency is not a known service',
    why: 'A dependency is the name of a service in this repository, its path such as `platform/messaging/kafka`, or an alias that a service declares in `spec.aliases`. One that matches nothing leaves a hole in the graph: nobody is warned when the service that was meant fails.',
    wrong: `${manifestFile({
      more: '  dependencies:\n    - kakfa\n',
    })}${kafka('kafka')}`,
    right: `${manifestFile({
      more: '  dependencies:\n    - kafka\n',
    })}${kafka('kafka')}`,
  },
  'dependency-on-itself': {
    severity: 'warning',
    title: 'A service depends on itself',
    why: 'The entry says nothing; usually another service with a similar alias or path was meant.',
    wrong: `${manifestFile({
      more: '  dependencies:\n    - services/shelf\n',
    })}`,
    right: `${manifestFile()}`,
  },
  'alias-taken': {
    severity: 'warning',
    title: 'An alias already means another service',
    why: 'A dependency is resolved as a name first, then as an alias; of two services with one alias the first one counts. So this alias never leads to this service, and dependencies that use it resolve to the other one.',
    wrong: `${manifestFile({
      more: '  aliases:\n    - kafka\n',
    })}${kafka('kafka')}`,
    right: `${manifestFile({
      more: '  aliases:\n    - books\n',
    })}${kafka('kafka')}`,
  },
  'circular-dependency': {
    severity: 'warning',
    title: 'Services depend on each other in a cycle',
    why: 'When each of them waits for the next one, none of them starts after an outage, and there is no order in which they can be repaired or upgraded. Mark a dependency that the service can do without for a while with `optional: true`; it does not close a cycle.',
    wrong: `${manifestFile({
      more: '  dependencies:\n    - kafka\n',
    })}${kafka('kafka', '  dependencies:\n    - shelf\n')}`,
    right: `${manifestFile({
      more: '  dependencies:\n    - ref: kafka\n      optional: true\n',
    })}${kafka('kafka', '  dependencies:\n    - shelf\n')}`,
  },
  'namespace-of-other-team': {
    severity: 'warning',
    title: 'An environment is in a namespace of another team',
    why: "Quotas, network policies and rights to sync are given by namespace and team. A service in the namespace of another team is subject to that team's rules and can read its secrets. Services of one team may share a namespace. In Git this is a warning, because it takes two manifests and only one may be wrong; a new service that is proposed in the portal is refused.",
    wrong: `${manifestFile({
      environments: environments(environment('production', 'kafka-system')),
    })}${kafka('kafka')}`,
    right: `${manifestFile()}${kafka('kafka')}`,
  },
  'reserved-namespace': {
    severity: 'warning',
    title: 'A service is in a namespace of the cluster',
    why: 'Namespaces such as `kube-system` and `argocd` hold what runs the cluster, and whoever deploys there can change it. Which ones are reserved is configured by `delivery.gitops.reservedNamespaces`, a list of names and patterns such as `kube-*`; only services of the layers platform, infra and bootstrap may have them. A new service that is proposed in the portal is refused, in every layer.',
    wrong: manifestFile({
      environments: environments(environment('production', 'kube-system')),
    }),
    right: manifestFile({
      environments: environments(environment('production', 'shelf')),
    }),
  },
};
