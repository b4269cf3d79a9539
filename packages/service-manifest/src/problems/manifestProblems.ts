import {
  environment,
  environments,
  exampleManifest,
  onlyProduction,
} from './exampleManifest';
import type { ProblemTable } from './ProblemExplanation';

/** A path of three environments, of which the last says where releases come from. */
const promotesFrom = (names: string) =>
  environments(
    environment('dev', 'shelf-dev'),
    environment('staging', 'shelf-staging'),
    environment('production', 'shelf', `promotesFrom: [${names}]\n`),
  );

/**
 * What can be wrong with the fields of one service.yaml.
 *
 * @internal
 */
export const manifestProblems: ProblemTable = {
  'missing-field': {
    severity: 'error',
    title: 'A required field is missing',
    why: 'A service needs a name, an owner and at least one environment with a namespace: without them nobody can be contacted about it and nothing can be deployed.',
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
    why: 'The value is a string where a boolean, a number, a list or a map is expected, or the other way round. In YAML 1.2 only `true` and `false` are booleans; `yes`, `no`, `on` and `off` are strings, and so is a number in quotes.',
    wrong: exampleManifest({
      environments: environments(
        environment('dev', 'shelf-dev', 'autoSync: yes\n'),
      ),
    }),
    right: exampleManifest({
      environments: environments(
        environment('dev', 'shelf-dev', 'autoSync: true\n'),
      ),
    }),
  },
  'invalid-value': {
    severity: 'error',
    title: 'A value is not allowed',
    why: 'The type is right, but the value does not have the expected form: names become parts of Kubernetes names, durations need a unit, and percentages a decimal point instead of a comma.',
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
    why: 'A field that nothing reads has no effect. Usually it is a typo, or at the wrong level. The rest of the manifest still counts. Put notes of your own in `metadata.labels` or `metadata.annotations`.',
    wrong: exampleManifest({ more: '  dependancies:\n    - kafka\n' }),
    right: exampleManifest({ more: '  dependencies:\n    - kafka\n' }),
  },
  'duplicate-environment': {
    severity: 'error',
    title: 'Two environments have the same name',
    why: 'The name of an environment is the name of its folder and a part of the name of its Argo CD application. Two environments of one name would be the same place.',
    wrong: exampleManifest({
      environments: environments(
        environment('dev', 'shelf-dev'),
        environment('dev', 'shelf'),
      ),
    }),
    right: exampleManifest({
      environments: environments(
        environment('dev', 'shelf-dev'),
        environment('production', 'shelf'),
      ),
    }),
  },
  'duplicate-namespace': {
    severity: 'error',
    title: 'Two environments share a namespace on one cluster',
    why: 'Both environments would write Deployments of the same name into the same namespace, and each sync would undo the other. Give each environment a namespace of its own, or a cluster of its own.',
    wrong: exampleManifest({
      environments: environments(
        environment('dev', 'shelf'),
        environment('production', 'shelf'),
      ),
    }),
    right: exampleManifest(),
  },
  'duplicate-dependency': {
    severity: 'warning',
    title: 'A dependency is listed twice',
    why: 'The second entry adds nothing, and when one of the two is optional, readers cannot tell which one counts.',
    wrong: exampleManifest({
      more: '  dependencies:\n    - kafka\n    - ref: kafka\n      optional: true\n',
    }),
    right: exampleManifest({ more: '  dependencies:\n    - kafka\n' }),
  },
  'unknown-rule-environment': {
    severity: 'error',
    title: 'A rule for promotions names an environment that there is not',
    why: 'A rule is for promotions to the environments that it names. With a name that no environment has, it holds nothing back, and readers believe that it does.',
    wrong: exampleManifest({
      more: '  promotion:\n    rules:\n      - environments: [prod]\n        soak: 24h\n',
    }),
    right: exampleManifest({
      more: '  promotion:\n    rules:\n      - environments: [production]\n        soak: 24h\n',
    }),
  },
  'unknown-promotes-from': {
    severity: 'error',
    title: 'Releases are to come from an environment that there is not',
    why: 'With a name in `promotesFrom` that no environment has, nothing can be promoted along that way, and what was meant to be verified there first is not.',
    wrong: exampleManifest({ environments: promotesFrom('stagin') }),
    right: exampleManifest({ environments: promotesFrom('staging') }),
  },
  'promotes-from-itself': {
    severity: 'error',
    title: 'Releases are to come from the environment itself',
    why: 'A release is promoted from one environment to another. Name an environment above it, or leave `promotesFrom` out for the one directly above it.',
    wrong: exampleManifest({ environments: promotesFrom('production') }),
    right: exampleManifest({ environments: promotesFrom('staging') }),
  },
  'promotes-from-later': {
    severity: 'error',
    title: 'Releases are to come from a later environment',
    why: 'The environments are listed in promotion order, so that no path goes in circles. An environment that releases come from stands above the one they go to.',
    wrong: exampleManifest({
      environments: environments(
        environment('dev', 'shelf-dev'),
        environment('production', 'shelf', 'promotesFrom: [staging]\n'),
        environment('staging', 'shelf-staging'),
      ),
    }),
    right: exampleManifest({ environments: promotesFrom('staging') }),
  },
  'duplicate-promotes-from': {
    severity: 'error',
    title: 'An environment that releases come from is listed twice',
    why: 'One of the two was probably meant to be another environment, in which releases are then not verified.',
    wrong: exampleManifest({ environments: promotesFrom('staging, staging') }),
    right: exampleManifest({ environments: promotesFrom('dev, staging') }),
  },
  'threshold-out-of-range': {
    severity: 'error',
    title: 'An SLA target or a measurement of zero',
    why: 'Nothing is served in no time, a window without length holds no measurement, and an availability of 0% says nothing. Such a value would lead to alerts that always or never fire. Only `rpo` and `rto` may be zero.',
    wrong: exampleManifest({ more: '  sla:\n    latency: 0ms\n' }),
    right: exampleManifest({ more: '  sla:\n    latency: 100ms\n' }),
  },
  'no-error-budget': {
    severity: 'warning',
    title: 'An availability of 100% leaves no error budget',
    why: 'The error budget is what an availability leaves: 99.9% of 30 days leaves 43 minutes. With 100% a single failed request violates the SLA, burn rates cannot be computed, and no release may ever fail.',
    wrong: exampleManifest({ more: '  sla:\n    availability: 100%\n' }),
    right: exampleManifest({ more: '  sla:\n    availability: 99.99%\n' }),
  },
  'requests-above-limits': {
    severity: 'error',
    title: 'A request is above its limit',
    why: 'Kubernetes refuses a container that asks for more than it may use, so the environment would never start.',
    wrong: exampleManifest({
      environments: environments(
        environment(
          'dev',
          'shelf-dev',
          'resources:\n  requests: {memory: 1Gi}\n  limits: {memory: 512Mi}\n',
        ),
      ),
    }),
    right: exampleManifest({
      environments: environments(
        environment(
          'dev',
          'shelf-dev',
          'resources:\n  requests: {memory: 256Mi}\n  limits: {memory: 512Mi}\n',
        ),
      ),
    }),
  },
  'steps-without-canary': {
    severity: 'warning',
    title: 'Steps of a rollout that is not a canary',
    why: 'Only a canary has steps. With `rolling` and `blueGreen` they have no effect, and a release that was meant to be gradual goes out at once.',
    wrong: exampleManifest({
      environments: onlyProduction(
        'rollout:\n  strategy: rolling\n  steps:\n    - setWeight: 10\n    - pause: {duration: 10m}\n',
      ),
    }),
    right: exampleManifest({
      environments: onlyProduction(
        'rollout:\n  strategy: canary\n  steps:\n    - setWeight: 10\n    - pause: {duration: 10m}\n',
      ),
    }),
  },
  'weight-not-rising': {
    severity: 'warning',
    title: 'A canary step takes traffic away again',
    why: 'The weight is the share of the new version. A step with a smaller weight than one before it moves users back and forth between versions for no reason; usually the steps are in the wrong order.',
    wrong: exampleManifest({
      environments: onlyProduction(
        'rollout:\n  strategy: canary\n  steps:\n    - setWeight: 50\n    - pause: {duration: 10m}\n    - setWeight: 10\n',
      ),
    }),
    right: exampleManifest({
      environments: onlyProduction(
        'rollout:\n  strategy: canary\n  steps:\n    - setWeight: 10\n    - pause: {duration: 10m}\n    - setWeight: 50\n',
      ),
    }),
  },
  'canary-of-one-replica': {
    severity: 'warning',
    title: 'A canary of a single replica',
    why: 'Without traffic routing the weight of a canary is a share of its pods. With one pod there is no share: the new version gets everything at the first step, and the analysis comes too late.',
    wrong: exampleManifest({
      environments: onlyProduction(
        'replicas: 1\nrollout:\n  strategy: canary\n  steps:\n    - setWeight: 50\n    - pause: {duration: 10m}\n',
      ),
    }),
    right: exampleManifest({
      environments: onlyProduction(
        'replicas: 2\nrollout:\n  strategy: canary\n  steps:\n    - setWeight: 50\n    - pause: {duration: 10m}\n',
      ),
    }),
  },
  'several-writers-of-sqlite': {
    severity: 'warning',
    title: 'Several pods would write to one SQLite file',
    why: 'SQLite is a file on a volume that one pod mounts. With two replicas, a canary or a blue-green rollout, two pods run at once: the second one waits for the volume forever, or both write and corrupt the file.',
    wrong: exampleManifest({
      environments: onlyProduction('database: sqlite\nreplicas: 2\n'),
    }),
    right: exampleManifest({
      environments: onlyProduction('database: sqlite\nreplicas: 1\n'),
    }),
  },
  'analysis-above-sla': {
    severity: 'warning',
    title: 'The analysis accepts a latency above the SLA',
    why: 'The analysis of a rollout accepts a latency above that of `sla.latency` at the same percentile. A release can pass the analysis and still violate the SLA.',
    wrong: exampleManifest({
      environments: onlyProduction(
        'rollout:\n  strategy: canary\n  analysis: {metrics: [{name: latency-p95, threshold: 500}]}\n',
      ),
      more: '  sla:\n    latency: 100ms\n',
    }),
    right: exampleManifest({
      environments: onlyProduction(
        'rollout:\n  strategy: canary\n  analysis: {metrics: [{name: latency-p95, threshold: 100}]}\n',
      ),
      more: '  sla:\n    latency: 100ms\n',
    }),
  },
};
