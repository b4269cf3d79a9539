import { exampleManifest } from './exampleManifest';
import type { ProblemTable } from './ProblemExplanation';

/**
 * What can be wrong with the fields of one service.yaml.
 *
 * @internal
 */
export const manifestProblems: ProblemTable = {
  'missing-field': {
    severity: 'error',
    title: 'A required field is missing',
    why: 'A service needs a name, an owner and at least one environment with a namespace: without them nobody can be asked about it and nothing can be deployed.',
    wrong: exampleManifest({
      owner: '  owner:\n    slack: "#team-product"\n',
    }),
    right: exampleManifest({
      owner: '  owner:\n    team: product\n    slack: "#team-product"\n',
    }),
  },
  'wrong-type': {
    severity: 'error',
    title: 'A value is of the wrong type',
    why: 'The value is a text where a switch, a number, a list or a map belongs, or the other way round. In YAML 1.2 only `true` and `false` are switches; `yes`, `no`, `on` and `off` are texts, and a number in quotes is a text.',
    wrong: exampleManifest({
      environments:
        '  environments:\n    - name: dev\n      namespace: shelf-dev\n      autoSync: yes\n',
    }),
    right: exampleManifest({
      environments:
        '  environments:\n    - name: dev\n      namespace: shelf-dev\n      autoSync: true\n',
    }),
  },
  'invalid-value': {
    severity: 'error',
    title: 'A value is not one of those that are allowed',
    why: 'The type is right, but the value does not have the form that its readers expect: names become parts of Kubernetes names, durations need a unit, percentages a point and not a comma.',
    wrong: exampleManifest({
      more: '  sla:\n    availability: 99,9%\n    latency: 100\n',
    }),
    right: exampleManifest({
      more: '  sla:\n    availability: 99.9%\n    latency: 100ms\n',
    }),
  },
  'unknown-field': {
    severity: 'warning',
    title: 'A field is not known',
    why: 'A field that nobody reads has no effect, and mostly it is a typing mistake or stands at the wrong level. The rest of the manifest counts. Own notes belong into `metadata.labels` or `metadata.annotations`.',
    wrong: exampleManifest({ more: '  dependancies:\n    - kafka\n' }),
    right: exampleManifest({ more: '  dependencies:\n    - kafka\n' }),
  },
  'duplicate-environment': {
    severity: 'error',
    title: 'Two environments have the same name',
    why: 'The name of an environment is the name of its folder and a part of the name of its Argo CD application. Two of one name would be the same place.',
    wrong: exampleManifest({
      environments:
        '  environments:\n    - name: dev\n      namespace: shelf-dev\n    - name: dev\n      namespace: shelf\n',
    }),
    right: exampleManifest({
      environments:
        '  environments:\n    - name: dev\n      namespace: shelf-dev\n    - name: production\n      namespace: shelf\n',
    }),
  },
  'duplicate-namespace': {
    severity: 'error',
    title: 'Two environments share a namespace on one cluster',
    why: 'Both environments would write Deployments of the same name into the same namespace, and each sync would undo the other. Give each environment a namespace of its own, or a cluster of its own.',
    wrong: exampleManifest({
      environments:
        '  environments:\n    - name: dev\n      namespace: shelf\n    - name: production\n      namespace: shelf\n',
    }),
    right: exampleManifest(),
  },
  'duplicate-dependency': {
    severity: 'warning',
    title: 'A dependency is there twice',
    why: 'The second entry adds nothing, and when one of the two is optional, readers cannot tell which one counts.',
    wrong: exampleManifest({
      more: '  dependencies:\n    - kafka\n    - ref: kafka\n      optional: true\n',
    }),
    right: exampleManifest({ more: '  dependencies:\n    - kafka\n' }),
  },
};
