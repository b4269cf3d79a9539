import { DEFAULT_API_GROUP } from '../names';

const NONE = 'The portal does nothing with it.';
/** Of a field that readers see on the service's page, and that no program acts on. */
const SHOWN = 'Shown to readers; nothing enforces it.';
/** Of a field that is kept in the catalog for programs of others. */
const KEPT = 'Kept in the catalog for other programs; nothing here acts on it.';

/**
 * What each field of service.yaml is for, by its path: the hover help of editors and the reference come from here.
 * `[]` stands for an item of a list, and for a value of the map of environments. `effect` says what follows from a field that
 * sounds like a demand, also when nothing does.
 *
 * @internal
 */
export const fieldDescriptions: Record<
  string,
  {
    description: string;
    effect?: string;
    unit?: string;
    examples?: unknown[];
  }
> = {
  apiVersion: {
    description: 'The API group and the version of the schema.',
    examples: [`${DEFAULT_API_GROUP}/v1alpha1`],
  },
  kind: { description: 'Always Service.' },
  metadata: { description: 'What the service is called and filed under.' },
  'metadata.name': {
    description:
      'Name of the service, unique in the repository. It becomes part of names in Kubernetes and Argo CD, so it is short and does not change.',
    examples: ['audiobookshelf'],
  },
  'metadata.namespace': {
    description: 'A grouping in the catalog, not a Kubernetes namespace.',
    effect:
      'The portal does nothing with it: all services are in one namespace of the catalog.',
    examples: ['services'],
  },
  'metadata.labels': {
    description:
      'Labels of your own. `category` sets the category where the path has no category folder.',
    examples: [{ category: 'media' }],
  },
  'metadata.annotations': {
    description:
      'Annotations of your own. The catalog takes those without a prefix, and those whose prefix the portal allows.',
    examples: [{ 'example.com/runbook': 'books' }],
  },
  spec: {
    description: 'What the service is, what it depends on, and its SLA.',
  },
  'spec.description': {
    description: 'One sentence for people who do not know the service.',
    examples: ['Audiobooks and podcasts'],
  },
  'spec.aliases': {
    description: 'Other names that dependencies may use for this service.',
    examples: [['postgres']],
  },
  'spec.owner': { description: 'Who owns the service and how to reach them.' },
  'spec.owner.team': {
    description: 'Name of the team; a Group in the catalog.',
    examples: ['product'],
  },
  'spec.owner.slack': {
    description:
      'Slack channel of the service. Put it in quotes, because # begins a comment.',
    examples: ['#audiobookshelf'],
  },
  'spec.owner.email': {
    description: 'Email address of the team.',
    examples: ['product@example.com'],
  },
  'spec.owner.oncall': {
    description: 'Web address of the on-call schedule.',
    examples: ['https://oncall.example.com/product'],
  },
  'spec.environments': {
    description:
      'Where the service runs. The order is the path of a promotion, from first to last.',
  },
  'spec.environments[].name': {
    description:
      'Name of the environment and of its folder below `environments/`; not `base` or `components`.',
    examples: ['production'],
  },
  'spec.environments[].cluster': {
    description: 'Name of the cluster as Argo CD knows it.',
    examples: ['homelab'],
  },
  'spec.environments[].namespace': {
    description:
      'Kubernetes namespace; each environment on a cluster has its own.',
    examples: ['audiobookshelf-dev'],
  },
  'spec.environments[].autoSync': {
    description:
      'Whether Argo CD syncs each commit to the cluster automatically. Leave it off where promotions must pass a gate.',
    effect:
      'The ApplicationSet acts on it; `lint` says where one does otherwise.',
  },
  'spec.environments[].promotesFrom': {
    description:
      'Names of the environments above it that releases are promoted from; the one directly above it when left out. Two environments may name the same one, and the path branches. One that names several gets what was verified in each of them.',
    effect:
      'The promotion path of the portal; the gate `order` holds back what does not keep to it.',
    examples: [['staging']],
  },
  'spec.environments[].replicas': {
    description: 'How many pods run.',
    effect: '`lint` and the catalog compare it with the overlay.',
    unit: 'pods',
    examples: [2],
  },
  'spec.environments[].resources': {
    description: 'What a pod requests and may use, as in Kubernetes.',
    effect: '`lint` compares it with the manifests.',
  },
  'spec.environments[].resources.requests': {
    description: 'What a pod is guaranteed to get; at most its limits.',
    unit: 'Kubernetes quantities',
    examples: [{ cpu: '250m', memory: '256Mi' }],
  },
  'spec.environments[].resources.limits': {
    description: 'What a pod may use at most.',
    unit: 'Kubernetes quantities',
    examples: [{ memory: '512Mi' }],
  },
  'spec.environments[].database': {
    description:
      'Where the data is stored. `sqlite` is one file with one writer: one replica, no canary.',
    effect: 'Only `sqlite` is checked.',
    examples: ['none', 'sqlite', 'postgres'],
  },
  'spec.environments[].backup': {
    description: 'Whether the data is backed up.',
    effect: KEPT,
  },
  'spec.environments[].ingress': {
    description: 'How the service is reached from outside.',
    effect: KEPT,
    examples: ['none', 'envoy'],
  },
  'spec.environments[].rollout': {
    description: 'How the environment rolls out a new release.',
    effect:
      'The portal shows it; what Argo Rollouts does stands in the manifests.',
  },
  'spec.environments[].rollout.strategy': {
    description:
      '`rolling` replaces pods one by one, `canary` moves traffic in steps, `blueGreen` switches all of it at once.',
  },
  'spec.environments[].rollout.steps': {
    description:
      'Steps of a canary, as in Argo Rollouts, one key each; a final `setWeight: 100` is implied.',
  },
  'spec.environments[].rollout.steps[].setWeight': {
    description:
      'Share of traffic for the new version. Without traffic routing it is a share of pods: 10% needs ten of them.',
    unit: 'percent',
    examples: [10],
  },
  'spec.environments[].rollout.steps[].pause': {
    description:
      'Waits for a while; when it is empty, until someone resumes the rollout.',
  },
  'spec.environments[].rollout.steps[].pause.duration': {
    description: 'How long to wait.',
    unit: 'duration, or whole seconds',
    examples: ['10m'],
  },
  'spec.environments[].rollout.analysis': {
    description: 'What is measured while a canary runs.',
  },
  'spec.environments[].rollout.analysis.metrics': {
    description: 'What must hold for a canary to go on.',
    effect:
      'Checked against the SLA; what Argo Rollouts measures stands in the manifests.',
  },
  'spec.environments[].rollout.analysis.metrics[].name': {
    description:
      'Built-in: success-rate (>=, percent), error-rate (<=, percent), latency-p95 and latency-p99 (<=, ms). Any other name needs query and comparator.',
    examples: ['success-rate'],
  },
  'spec.environments[].rollout.analysis.metrics[].threshold': {
    description: 'The value that separates good from bad.',
    unit: 'that of the metric',
    examples: [95],
  },
  'spec.environments[].rollout.analysis.metrics[].comparator': {
    description:
      'How the measured value compares with the threshold when it is good.',
  },
  'spec.environments[].rollout.analysis.metrics[].unit': {
    description: 'Unit of the threshold, for readers.',
  },
  'spec.environments[].rollout.analysis.metrics[].query': {
    description: 'Prometheus query of a metric that is not built in.',
    examples: ['sum(rate(jobs_failed_total[5m]))'],
  },
  'spec.environments[].rollout.analysis.metrics[].interval': {
    description: 'Time between two measurements.',
    unit: 'duration',
    examples: ['1m'],
  },
  'spec.environments[].rollout.analysis.metrics[].failureLimit': {
    description: 'How many bad measurements are tolerated.',
    unit: 'measurements',
    examples: [2],
  },
  'spec.dependencies': {
    description:
      'What the service depends on: names of services, their paths such as `platform/messaging/kafka`, or aliases.',
    examples: [['kafka', { ref: 'postgres', optional: true }]],
  },
  'spec.dependencies[].ref': {
    description: 'Name, path or alias of the service.',
    examples: ['platform/messaging/kafka'],
  },
  'spec.dependencies[].alias': {
    description: 'What this service itself calls the dependency.',
    effect: NONE,
    examples: ['database'],
  },
  'spec.dependencies[].optional': {
    description: 'Whether the service works without it.',
    effect: 'An optional dependency may be part of a cycle.',
  },
  'spec.sla': { description: 'The service level that callers can expect.' },
  'spec.sla.availability': {
    description: 'Share of requests that succeed over the window.',
    effect:
      'Shown to readers beside what Prometheus measures, and checked against the analysis of canaries.',
    unit: 'percent',
    examples: ['99.9%'],
  },
  'spec.sla.latency': {
    description: 'How long a response takes at most, at a percentile.',
    effect: SHOWN,
    unit: 'duration',
    examples: ['100ms', { threshold: '100ms', percentile: 99 }],
  },
  'spec.sla.latency.threshold': {
    description: 'How long a response takes at most.',
    unit: 'duration',
    examples: ['100ms'],
  },
  'spec.sla.latency.percentile': {
    description: 'Share of responses within the threshold.',
    unit: 'percent',
    examples: [95],
  },
  'spec.sla.throughput': {
    description: 'How many requests the service can handle.',
    effect: SHOWN,
    unit: 'requests per s, sec, min or h',
    examples: ['100 req/s'],
  },
  'spec.sla.rpo': {
    description:
      'Recovery point objective: how much data may be lost, as time.',
    effect: SHOWN,
    unit: 'duration',
    examples: ['4h'],
  },
  'spec.sla.rto': {
    description: 'Recovery time objective: how long a recovery takes at most.',
    effect: SHOWN,
    unit: 'duration',
    examples: ['30m'],
  },
  'spec.sla.window': {
    description: 'Time over which the availability counts.',
    effect: SHOWN,
    unit: 'duration',
    examples: ['30d'],
  },
  'spec.monitoring': {
    description: 'Dashboards, alerts and metrics of the service.',
  },
  'spec.monitoring.enabled': {
    description: 'Whether the service is monitored.',
    effect: 'When false, no links to dashboards and metrics are made.',
  },
  'spec.monitoring.dashboards': {
    description: 'Grafana dashboards, as paths below the folder `monitoring`.',
    effect:
      'Linked from the page of the service; `lint` warns where a file is missing.',
    examples: [['grafana/audiobookshelf.json']],
  },
  'spec.monitoring.alerts': {
    description: 'Prometheus rules, as paths below the folder `monitoring`.',
    effect:
      'Linked from the page of the service; `lint` warns where a file is missing.',
    examples: [['prometheus/audiobookshelf.yaml']],
  },
  'spec.monitoring.metrics': {
    description: 'Names of metrics that differ from the usual ones.',
    effect: KEPT,
  },
  'spec.monitoring.metrics.requests': {
    description: 'Counter of requests.',
  },
  'spec.monitoring.metrics.statusLabel': {
    description: 'Label of that counter with the HTTP status.',
  },
  'spec.monitoring.metrics.durationHistogram': {
    description: 'Histogram of how long requests take.',
    unit: 'seconds',
  },
  'spec.security': {
    description: "What the service requires of the platform's security.",
  },
  'spec.security.networkPolicies': {
    description:
      'Whether only traffic that is explicitly allowed reaches the service.',
    effect: '`lint` warns where an environment has no NetworkPolicy.',
  },
  'spec.security.podSecurityStandards': {
    description: 'Pod Security Standard that the pods keep to.',
    effect:
      '`lint` warns where the pods of the service break it; the cluster enforces it by labels of the namespace.',
  },
  'spec.security.imageScanRequired': {
    description: 'Whether images must be scanned before they are promoted.',
    effect:
      'A gate of promotions passes when the checks that the Git host requires of their pull request have passed, or all of them where it requires none; which check scans images is up to the repository.',
  },
  'spec.security.secrets': {
    description: 'Names of the secrets that the service needs; never values.',
    effect: '`lint` warns where an environment has no manifest that makes one.',
    examples: [['audiobookshelf-oidc']],
  },
  'spec.release': {
    description: 'What is to be known about the version that a commit brings.',
  },
  'spec.release.rollbackSafe': {
    description:
      'Write false with a version that changes something, such as the schema of a database, so that earlier ones cannot run on it. Leave it there until every environment runs the version, and remove it before the next one.',
    effect:
      'A rollback that takes back a deployment of such a commit warns; it is not blocked.',
  },
  'spec.release.helm': {
    description:
      'Where the values of Helm say which versions run, for what the names of files and keys do not tell.',
    effect:
      'Promotions and rollbacks read and write these files and keys instead of those that they would find by convention.',
  },
  'spec.release.helm.chart': {
    description:
      "Folder of the chart, from the folder of this file. When left out, a `Chart.yaml` is looked for in the environment's folder, beside this file and in `chart/`.",
    examples: ['chart'],
  },
  'spec.release.helm.valueFiles': {
    description:
      "The values files of an environment, in the order in which Helm reads them: the last one wins. Paths from the folder of this file. A file with `{environment}` in its path belongs to that environment, and its versions are moved; all others are only read. The chart's own values come first and need not be listed.",
    examples: [['values-common.yaml', 'values-{environment}.yaml']],
  },
  'spec.release.helm.images': {
    description:
      'The images, each by the keys of its version in the values. When given, no others are promoted. A dot that belongs to a key is written `\\.`.',
    examples: [[{ name: 'ghcr.io/acme/shop', tag: 'shop.version' }]],
  },
  'spec.release.helm.images[].name': {
    description:
      'Repository of the image without its tag, where no value has it, as for a chart that is not in this repository.',
    examples: ['ghcr.io/acme/shop'],
  },
  'spec.release.helm.images[].repository': {
    description: 'Key of the repository.',
    examples: ['image.repository'],
  },
  'spec.release.helm.images[].tag': {
    description: 'Key of the tag.',
    examples: ['image.tag'],
  },
  'spec.release.helm.images[].digest': {
    description: 'Key of the digest.',
    examples: ['image.digest'],
  },
  'spec.release.helm.images[].image': {
    description: 'Key of a whole reference, such as `ghcr.io/acme/shop:1.2.3`.',
    examples: ['sidecar.image'],
  },
  'spec.promotion': {
    description:
      'What the service asks of its promotions, in every environment.',
  },
  'spec.promotion.autoRollback': {
    description:
      'Whether a promotion that was merged and whose verification failed is rolled back. When left out, the portal decides by environment (`delivery.rollback.automatic` of its configuration).',
    effect:
      'When true, the portal opens the pull request of the rollback by itself; somebody merges it. When false, it does not, whatever its configuration says.',
  },
  'spec.promotion.rules': {
    description:
      'Rules for promotions of this service. For each question the last rule that answers it counts; rules of the portal that are strict are never loosened, and the approval of a protected environment is not either.',
    effect:
      'A promotion that does not meet them is not opened, and is not to be merged.',
  },
  'spec.promotion.rules[].environments': {
    description:
      'Names of the environments that are promoted to; every environment when left out.',
    examples: [['production']],
  },
  'spec.promotion.rules[].soak': {
    description:
      'How long the release must have been healthy in the environment that it comes from. It counts from when the portal saw it healthy after its sync.',
    examples: ['24h'],
  },
  'spec.promotion.rules[].approvals': {
    description:
      'Who has to approve before the merge. Neither who asked for the promotion nor who wrote the promoted commit counts.',
    examples: [{ count: 2, groups: ['release-managers'] }],
  },
  'spec.promotion.rules[].approvals.count': {
    description: 'How many different people.',
    examples: [2],
  },
  'spec.promotion.rules[].approvals.groups': {
    description:
      'Groups of the catalog: a member of each has to approve. Everybody who may approve counts when left out.',
    examples: [['release-managers']],
  },
  'spec.promotion.rules[].freezes': {
    description:
      'Times in which nothing is promoted. An empty list takes the place of freezes that are not strict.',
  },
  'spec.promotion.rules[].freezes[].cron': {
    description:
      'When the freeze begins: minute, hour, day of month, month, day of week.',
    examples: ['0 18 * * FRI'],
  },
  'spec.promotion.rules[].freezes[].duration': {
    description: 'How long it lasts.',
    examples: ['62h'],
  },
  'spec.promotion.rules[].freezes[].timeZone': {
    description: 'IANA name of the time zone of `cron`.',
    examples: ['Europe/Berlin'],
  },
  'spec.promotion.rules[].freezes[].reason': {
    description: 'Why; readers see it while the freeze is on.',
    examples: ['No releases at weekends'],
  },
  'spec.promotion.rules[].dependenciesHealthy': {
    description:
      'Whether what the service depends on must be healthy in the environment that is promoted to.',
  },
  'spec.promotion.rules[].noIncident': {
    description:
      'Whether an open incident holds promotions back. They are held back when left out.',
  },
  'spec.promotion.rules[].syncWindowOpen': {
    description:
      'Whether a sync window of Argo CD that is closed holds promotions back. They are held back when left out.',
  },
  'spec.promotion.rules[].requiredChecks': {
    description:
      'Whether all checks that the Git host requires of the pull request must have passed.',
  },
  'spec.promotion.rules[].errorBudget': {
    description:
      'How much of the error budget of the environment that is promoted to must be left.',
  },
  'spec.promotion.rules[].errorBudget.minRemaining': {
    description: 'Share of the budget of this calendar month.',
    examples: ['20%'],
  },
  'spec.promotion.rules[].metrics': {
    description: 'Numbers from Prometheus that must be within bounds.',
  },
  'spec.promotion.rules[].metrics[].name': {
    description: 'What is measured, as readers see it.',
    examples: ['Error rate'],
  },
  'spec.promotion.rules[].metrics[].query': {
    description:
      'PromQL that gives one number, with the gaps `{{service}}`, `{{environment}}`, `{{namespace}}` and `{{cluster}}`.',
    examples: [
      'sum(rate(http_requests_total{namespace="{{namespace}}",status=~"5.."}[30m]))',
    ],
  },
  'spec.promotion.rules[].metrics[].max': {
    description: 'The number must not be above it.',
    examples: [0.01],
  },
  'spec.promotion.rules[].metrics[].min': {
    description: 'The number must not be below it.',
    examples: [0.99],
  },
  'spec.promotion.rules[].metrics[].environment': {
    description:
      'Which environment is measured: the one that is promoted from, or the one that is promoted to.',
  },
  'spec.promotion.rules[].dangers': {
    description:
      'What the dangers do that are found in the rendered change, such as a deleted volume: `block` holds the promotion back, `reason` asks for a reason, `ignore` only shows them.',
  },
  'spec.promotion.rules[].direct': {
    description:
      'Whether the portal merges by itself once everything passes. Never in a protected environment.',
  },
  'spec.promotion.rules[].autoOpen': {
    description:
      'Whether the portal opens the promotion by itself once a release has been verified in the environment before. Never to a protected environment.',
  },
};
