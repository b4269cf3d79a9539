import {
  base,
  deployment,
  folderFile,
  kustomization,
  manifestFile,
  PRODUCTION,
} from './exampleFolder';
import { onlyProduction } from './exampleManifest';
import type { ProblemTable } from './ProblemExplanation';

const MANIFEST = manifestFile();
/** The folders of both environments, with nothing in them. */
const FOLDERS = `${kustomization(
  'dev',
  'namespace: shelf-dev\n',
)}${kustomization('production', 'namespace: shelf\n')}`;

/** The files of a service with one environment; those of its Deployment where `container` gives further lines of it. */
function service(parts: {
  environment?: string;
  more?: string;
  container?: string;
}): string {
  const { environment, more, container } = parts;
  const manifest = manifestFile({
    environments: onlyProduction(environment),
    more,
  });
  return container === undefined
    ? `${manifest}${kustomization('production', 'namespace: shelf\n')}`
    : `${manifest}${base('deployment.yaml')}${deployment(
        undefined,
        container,
      )}${PRODUCTION}`;
}

const RESTRICTED = `          securityContext:
            allowPrivilegeEscalation: false
            runAsNonRoot: true
            capabilities:
              drop:
                - ALL
            seccompProfile:
              type: RuntimeDefault
`;

const LIMIT = 'resources:\n  limits:\n    memory: 1Gi\n';

function resources(memory: string): string {
  return `          resources:
            limits:
              memory: ${memory}
`;
}

function automated(patch: string): string {
  return folderFile(
    'applicationset.yaml',
    `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata:
  name: shelf
spec:
  goTemplate: true
  generators:
    - matrix:
        generators:
          - git:
              repoURL: https://github.com/acme/platform
              revision: main
              files:
                - path: kubernetes/services/shelf/service.yaml
          - list:
              elements:
                - env: dev
                  autoSync: "true"
                - env: production
                  autoSync: "false"
  template:
    metadata:
      name: 'shelf-{{ .env }}'
    spec:
      source:
        path: 'kubernetes/services/shelf/environments/{{ .env }}'
${patch}`,
  );
}

function applicationSet(selector: string): string {
  return `# kubernetes/bootstrap/services.yaml
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata:
  name: services
spec:
  goTemplate: true
  generators:
    - git:
        repoURL: https://github.com/acme/platform
        revision: main
        files:
          - path: kubernetes/services/*/service.yaml
      selector:
${selector}`;
}

/**
 * What can be wrong with a manifest and the repository around it: what deploys it, and whether it is one at all.
 *
 * @internal
 */
export const treeProblems: ProblemTable = {
  'selection-would-change': {
    severity: 'error',
    title: 'An ApplicationSet would not find the same services afterwards',
    why: 'Only `stonegarden migrate` says this. An ApplicationSet that selects manifests by `apiVersion` no longer finds them when their version changes, and Argo CD then deletes their Applications with all that runs in them. Where that is safe, `migrate` changes the one line of the ApplicationSet in the same go; otherwise it writes nothing and names what stops it. An ApplicationSet that accepts both versions, once it is synced, lets manifests be converted one by one.',
    wrong: `${MANIFEST}${applicationSet(`        matchLabels:
          apiVersion: platform.stonegarden.dev/v1alpha1
`)}`,
    right: `${MANIFEST}${applicationSet(`        matchExpressions:
          - key: apiVersion
            operator: In
            values:
              - platform.stonegarden.dev/v1alpha1
              - platform.stonegarden.dev/v1beta1
`)}`,
  },
  'automation-differs': {
    severity: 'error',
    title: 'Argo CD syncs an environment otherwise than its manifest says',
    why: 'What `service.yaml` calls manual waits for a promotion and its gates. An ApplicationSet or Application that has `syncPolicy.automated` deploys each commit at once, whatever the gates say; `selfHeal: false` does not change that. The reverse is as bad: what is meant to follow Git never does. What a template or `templatePatch` decides case by case is not judged.',
    wrong: `${MANIFEST}${FOLDERS}${automated(`      syncPolicy:
        automated:
          selfHeal: '{{ .autoSync }}'
`)}`,
    right: `${MANIFEST}${FOLDERS}${automated(`  templatePatch: |
    {{- if eq .autoSync "true" }}
    spec:
      syncPolicy:
        automated:
          selfHeal: true
    {{- end }}
`)}`,
  },
  'overlay-resources-differ': {
    severity: 'warning',
    title: 'A container gets other resources than its environment says',
    why: 'What the cluster reserves and allows comes from the manifests; what people plan with comes from `service.yaml`. The container with the name of the service is compared, or the only one of its workload, as the overlay patches it.',
    wrong: service({
      environment: LIMIT,
      container: resources('512Mi'),
    }),
    right: service({
      environment: LIMIT,
      container: resources('1Gi'),
    }),
  },
  'monitoring-file-missing': {
    severity: 'warning',
    title: 'A dashboard or a file of alerts is missing',
    why: 'Dashboards and alerts are files below the folder `monitoring` beside `service.yaml`. One that is not there leads nowhere from the page of the service, and nobody is alerted by it.',
    wrong: service({
      more: `  monitoring:
    alerts:
      - prometheus/shelf.yaml
`,
    }),
    right: `${service({
      more: `  monitoring:
    alerts:
      - prometheus/shelf.yaml
`,
    })}${folderFile(
      'monitoring/prometheus/shelf.yaml',
      `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: shelf
`,
    )}`,
  },
  'secret-missing': {
    severity: 'warning',
    title: 'A secret is declared, and no manifest has to do with it',
    why: 'A secret under `spec.security.secrets` that no environment makes or uses is a name that was mistyped or forgotten. Where an environment makes its secrets in Git (Sealed Secrets, External Secrets, `secretGenerator`), one that it uses and does not make is missing, and its pods do not start. Where none is made in Git, they are kept elsewhere, and nothing is said about one that is used.',
    wrong: service({
      more: `  security:
    secrets:
      - shelf-oidc
`,
      container: '',
    }),
    right: service({
      more: `  security:
    secrets:
      - shelf-oidc
`,
      container: `          envFrom:
            - secretRef:
                name: shelf-oidc
`,
    }),
  },
  'network-policy-missing': {
    severity: 'warning',
    title:
      'An environment has no network policy although its service declares them',
    why: 'With `networkPolicies: true` only traffic that is explicitly allowed is meant to reach the service. A namespace without any NetworkPolicy lets all traffic in. Policies of the environment count, and so do those that other manifests of the repository have for its namespace.',
    wrong: service({
      more: `  security:
    networkPolicies: true
`,
      container: '',
    }),
    right: `${service({
      more: `  security:
    networkPolicies: true
`,
      container: '',
    })}# kubernetes/teams/product/policies.yaml
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: default-deny
  namespace: shelf
spec:
  podSelector: {}
`,
  },
  'pod-security-level-broken': {
    severity: 'warning',
    title: 'Pods break the Pod Security level of their service',
    why: 'Namespaces that enforce the level refuse such pods: the Deployment is there, and no pod ever starts. The fields are those of the [Pod Security Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/). A workload whose security is patched by an overlay is not judged.',
    wrong: service({
      more: `  security:
    podSecurityStandards: restricted
`,
      container: '',
    }),
    right: service({
      more: `  security:
    podSecurityStandards: restricted
`,
      container: RESTRICTED,
    }),
  },
  'api-group-unknown': {
    severity: 'warning',
    title: 'A manifest has an API group that nobody reads',
    why: 'Only documents of the API group of the catalog (`platform.stonegarden.dev`, unless it is configured otherwise) are service manifests; all others are passed over in silence, because Kubernetes Services are called `service.yaml` too. A typing mistake in the group therefore makes a service disappear.',
    wrong: MANIFEST.replace('stonegarden.dev', 'stonegarden.dve') + FOLDERS,
    right: MANIFEST + FOLDERS,
  },
  'no-service-manifest': {
    severity: 'warning',
    title: 'None of the files called service.yaml is a service manifest',
    why: 'Only `stonegarden lint` says this. Files called `service.yaml` are there, but all of them are something else, such as Kubernetes Services. Usually the wrong folder or another API group is meant, and a check that finds nothing would pass without having checked anything.',
    wrong: folderFile(
      'service.yaml',
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: shelf\n',
    ),
    right: MANIFEST + FOLDERS,
  },
};
