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
  'threshold-out-of-range': {
    severity: 'error',
    title: 'A promise or a measurement of zero',
    why: 'Nothing is served in no time, a window without length holds no measurement, and a promise of 0 % promises nothing. Such a value would make alerts that always or never fire. Only `rpo` and `rto` may be zero.',
    wrong: exampleManifest({ more: '  sla:\n    latency: 0ms\n' }),
    right: exampleManifest({ more: '  sla:\n    latency: 100ms\n' }),
  },
  'no-error-budget': {
    severity: 'warning',
    title: 'An availability of 100 % leaves no error budget',
    why: 'The error budget is what an availability leaves: 99.9 % of 30 days leaves 43 minutes. With 100 % a single failed request breaks the promise, burn rates cannot be computed, and no release may ever fail.',
    wrong: exampleManifest({ more: '  sla:\n    availability: 100%\n' }),
    right: exampleManifest({ more: '  sla:\n    availability: 99.99%\n' }),
  },
  'requests-above-limits': {
    severity: 'error',
    title: 'A request is above its limit',
    why: 'Kubernetes refuses a container that asks for more than it may use, so the environment would never start.',
    wrong: exampleManifest({
      environments:
        '  environments:\n    - name: dev\n      namespace: shelf-dev\n      resources:\n        requests: {memory: 1Gi}\n        limits: {memory: 512Mi}\n',
    }),
    right: exampleManifest({
      environments:
        '  environments:\n    - name: dev\n      namespace: shelf-dev\n      resources:\n        requests: {memory: 256Mi}\n        limits: {memory: 512Mi}\n',
    }),
  },
  'steps-without-canary': {
    severity: 'warning',
    title: 'Steps of a rollout that is no canary',
    why: 'Only a canary has steps. With `rolling` and `blueGreen` they have no effect, and a release that seemed to be careful goes out at once.',
    wrong: exampleManifest({
      environments:
        '  environments:\n    - name: production\n      namespace: shelf\n      rollout:\n        strategy: rolling\n        steps:\n          - setWeight: 10\n          - pause: {duration: 10m}\n',
    }),
    right: exampleManifest({
      environments:
        '  environments:\n    - name: production\n      namespace: shelf\n      rollout:\n        strategy: canary\n        steps:\n          - setWeight: 10\n          - pause: {duration: 10m}\n',
    }),
  },
  'weight-not-rising': {
    severity: 'warning',
    title: 'A canary step takes traffic away again',
    why: 'The weight is the share of the new version. A step with a smaller weight than one before it moves users back and forth between versions without a reason; mostly the steps are in the wrong order.',
    wrong: exampleManifest({
      environments:
        '  environments:\n    - name: production\n      namespace: shelf\n      rollout:\n        strategy: canary\n        steps:\n          - setWeight: 50\n          - pause: {duration: 10m}\n          - setWeight: 10\n',
    }),
    right: exampleManifest({
      environments:
        '  environments:\n    - name: production\n      namespace: shelf\n      rollout:\n        strategy: canary\n        steps:\n          - setWeight: 10\n          - pause: {duration: 10m}\n          - setWeight: 50\n',
    }),
  },
  'canary-of-one-replica': {
    severity: 'warning',
    title: 'A canary of a single replica',
    why: 'Without traffic routing the weight of a canary is a share of its pods. With one pod there is no share: the new version gets everything at the first step, and the analysis comes too late.',
    wrong: exampleManifest({
      environments:
        '  environments:\n    - name: production\n      namespace: shelf\n      replicas: 1\n      rollout:\n        strategy: canary\n        steps:\n          - setWeight: 50\n          - pause: {duration: 10m}\n',
    }),
    right: exampleManifest({
      environments:
        '  environments:\n    - name: production\n      namespace: shelf\n      replicas: 2\n      rollout:\n        strategy: canary\n        steps:\n          - setWeight: 50\n          - pause: {duration: 10m}\n',
    }),
  },
  'several-writers-of-sqlite': {
    severity: 'warning',
    title: 'Several pods would write one SQLite file',
    why: 'SQLite is a file on a volume that one pod mounts. With two replicas, a canary or a blue-green rollout, two pods run at once: the second one waits for the volume for ever, or both write and the file is damaged.',
    wrong: exampleManifest({
      environments:
        '  environments:\n    - name: production\n      namespace: shelf\n      database: sqlite\n      replicas: 2\n',
    }),
    right: exampleManifest({
      environments:
        '  environments:\n    - name: production\n      namespace: shelf\n      database: sqlite\n      replicas: 1\n',
    }),
  },
  'analysis-allows-broken-promise': {
    severity: 'warning',
    title: 'The analysis lets a release pass that breaks the promise',
    why: 'The analysis of a rollout accepts a latency that is above the one which `sla.latency` promises at the same percentile. A release can pass it and break the promise right away.',
    wrong: exampleManifest({
      environments:
        '  environments:\n    - name: production\n      namespace: shelf\n      rollout:\n        strategy: canary\n        analysis: {metrics: [{name: latency-p95, threshold: 500}]}\n',
      more: '  sla:\n    latency: 100ms\n',
    }),
    right: exampleManifest({
      environments:
        '  environments:\n    - name: production\n      namespace: shelf\n      rollout:\n        strategy: canary\n        analysis: {metrics: [{name: latency-p95, threshold: 100}]}\n',
      more: '  sla:\n    latency: 100ms\n',
    }),
  },
};
