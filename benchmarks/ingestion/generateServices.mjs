const TEAMS = 50;
/** The layers' folders of the homelab example, and how many of ten services lie in each. */
const PLACES = [
  { folder: 'services', category: undefined, of10: 5 },
  { folder: 'platform', category: 'data', of10: 2 },
  { folder: 'platform', category: 'messaging', of10: 1 },
  { folder: 'infra', category: 'network', of10: 1 },
  { folder: 'infra', category: 'observability', of10: 1 },
];
const SLOTS = PLACES.flatMap(place => Array(place.of10).fill(place));
const ENVIRONMENTS = ['dev', 'staging', 'production'];

/** @param {number} index */
export function serviceName(index) {
  return `svc-${String(index).padStart(5, '0')}`;
}

/**
 * The folder of a service, from the repository's root.
 * @param {number} index
 */
export function serviceFolder(index) {
  const { folder, category } = SLOTS[index % SLOTS.length];
  return ['kubernetes', folder, category, serviceName(index)]
    .filter(Boolean)
    .join('/');
}

/** The same mixing number for the same service, whatever runs. @param {number} index */
function mix(index) {
  return Math.imul(index + 1, 2654435761) >>> 0;
}

/** Three earlier services each: no circles, and a handful that many need. @param {number} index */
function dependenciesOf(index) {
  const wanted = [index - 1, index - 7, mix(index) % Math.max(index, 1)];
  return [...new Set(wanted.filter(other => other >= 0 && other < index))];
}

/**
 * The text of one service.yaml, as long as those of the homelab example.
 * @param {number} index
 * @param {number} [revision] changes the description, as a person's edit would
 */
export function manifestText(index, revision = 0) {
  const name = serviceName(index);
  const hash = mix(index);
  const { category } = SLOTS[index % SLOTS.length];
  const team = `team-${hash % TEAMS}`;
  const dependencies = dependenciesOf(index);
  return `apiVersion: platform.stonegarden.dev/v1alpha1
kind: Service
metadata:
  name: ${name}
  namespace: services
  labels:
    category: ${category ?? `domain-${hash % 13}`}
    cost-center: cc-${hash % 40}
spec:
  description: Service ${index} handles the ${hash % 997} flow${
    revision ? `, revision ${revision}` : ''
  }

  owner:
    team: ${team}
    slack: "#${team}"
    email: ${team}@stonegarden.dev
    oncall: https://oncall.stonegarden.dev/${team}

  # The order is the promotion path.
  environments:
${ENVIRONMENTS.map(
  environment => `    - name: ${environment}
      cluster: homelab
      namespace: ${namespaceOf(index, environment)}
      autoSync: ${environment === 'dev'}   # others are promoted by pull request
`,
).join('')}${
    dependencies.length
      ? `
  dependencies:
${dependencies.map(other => `    - ${serviceName(other)}\n`).join('')}`
      : ''
  }
  sla:
    availability: 99.${hash % 10}%
    latency: ${50 + (hash % 20) * 10}ms
    rpo: 4h
    rto: 30m

  monitoring:
    dashboards:
      - grafana/${name}.json
    alerts:
      - prometheus/${name}.yaml

  security:
    networkPolicies: true
    podSecurityStandards: restricted
    imageScanRequired: true
`;
}

/** @param {number} index @param {string} environment */
function namespaceOf(index, environment) {
  const name = serviceName(index);
  return environment === 'production' ? name : `${name}-${environment}`;
}

/** @param {number} index @param {string} environment */
function overlayText(index, environment) {
  const name = serviceName(index);
  return `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: ${namespaceOf(index, environment)}
resources:
  - ../base
labels:
  - pairs:
      platform.stonegarden.dev/environment: ${environment}
    includeSelectors: false
    includeTemplates: true
images:
  - name: ghcr.io/stonegarden/${name}
    newTag: "1.${mix(index) % 30}.${ENVIRONMENTS.indexOf(environment)}"
replicas:
  - name: ${name}
    count: 1
`;
}

/** @param {number} index */
function deploymentText(index) {
  const name = serviceName(index);
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  labels:
    app.kubernetes.io/name: ${name}
spec:
  replicas: 1
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${name}
    spec:
      automountServiceAccountToken: false
      containers:
        - name: ${name}
          image: ghcr.io/stonegarden/${name}:0.0.0
          ports:
            - name: http
              containerPort: 8080
          readinessProbe:
            httpGet:
              path: /healthcheck
              port: http
          resources:
            requests:
              cpu: 50m
              memory: 128Mi
            limits:
              memory: 512Mi
`;
}

function teamsText() {
  const teams = Array.from({ length: TEAMS }, (_, team) => {
    const name = `team-${team}`;
    return `    - name: ${name}
      title: Team ${team}
      description: Builds and runs its share of the services
      slack: "#${name}"
      email: ${name}@stonegarden.dev
      oncall: https://oncall.stonegarden.dev/${name}
`;
  });
  return `apiVersion: platform.stonegarden.dev/v1alpha1
kind: Teams
metadata:
  name: teams
spec:
  teams:
${teams.join('')}`;
}

/**
 * A GitOps repository of so many services: the same files for the same number, whatever runs.
 * @param {{ services: number, overlays: boolean }} options
 *   overlays: with a base and three environments' overlays beside each manifest, as a real repository has
 * @returns {Map<string, string>} texts by path from the repository's root
 */
export function generateServices({ services, overlays }) {
  const files = new Map([['kubernetes/bootstrap/teams.yaml', teamsText()]]);
  for (let index = 0; index < services; index++) {
    const folder = serviceFolder(index);
    files.set(`${folder}/service.yaml`, manifestText(index));
    if (overlays) {
      const base = `${folder}/environments/base`;
      files.set(
        `${base}/kustomization.yaml`,
        'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - deployment.yaml\n',
      );
      files.set(`${base}/deployment.yaml`, deploymentText(index));
      for (const environment of ENVIRONMENTS) {
        files.set(
          `${folder}/environments/${environment}/kustomization.yaml`,
          overlayText(index, environment),
        );
      }
    }
  }
  return files;
}
