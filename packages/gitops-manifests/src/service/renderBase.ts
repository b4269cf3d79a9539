import { SERVICE_LABELS } from '@stonegarden/service-manifest';
import type { PlannedService } from './planService';
import type { RenderedFile } from './RenderedFile';
import { renderNetworkPolicy } from './renderNetworkPolicy';
import { renderServiceMonitor } from './renderServiceMonitor';
import { selectorLabels } from './selectorLabels';
import { yamlText } from '../yaml/yamlText';

/**
 * The manifests that all environments share, with paths from `environments/base`. None is named `service.yaml`,
 * because a generator that looks for service manifests would take it for one.
 *
 * @internal
 */
export function renderBase(service: PlannedService): RenderedFile[] {
  const files: RenderedFile[] = [
    { path: 'serviceaccount.yaml', content: serviceAccount(service) },
    { path: 'deployment.yaml', content: deployment(service) },
    { path: 'svc.yaml', content: kubernetesService(service) },
    // A budget guards the pods that remain, so it takes an environment with more than one
    ...(service.environments.some(({ replicas }) => replicas > 1)
      ? [{ path: 'pdb.yaml', content: disruptionBudget(service) }]
      : []),
    { path: 'networkpolicy.yaml', content: renderNetworkPolicy(service) },
    ...(service.sloRules
      ? [
          {
            path: 'servicemonitor.yaml',
            content: renderServiceMonitor(service),
          },
        ]
      : []),
  ];
  return [
    ...files,
    {
      path: 'kustomization.yaml',
      content: yamlText(
        {
          apiVersion: 'kustomize.config.k8s.io/v1beta1',
          kind: 'Kustomization',
          resources: files.map(({ path }) => path),
          labels: [
            {
              pairs: teamLabels(service),
              includeSelectors: false,
              includeTemplates: true,
            },
          ],
        },
        {
          behind: [
            [
              ['labels', 0, 'includeSelectors'],
              'selectors are immutable: never put labels in them that may change',
            ],
          ],
        },
      ),
    },
  ];
}

/**
 * What a manifest belongs to, and to whom.
 *
 * @internal
 */
export function teamLabels({
  name,
  owner,
}: Pick<PlannedService, 'name' | 'owner'>) {
  return {
    'app.kubernetes.io/part-of': name,
    [SERVICE_LABELS.team]: owner.team,
  };
}

function serviceAccount({ name }: PlannedService): string {
  return yamlText({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name },
    automountServiceAccountToken: false,
  });
}

function kubernetesService(service: PlannedService): string {
  return yamlText({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: service.name, labels: selectorLabels(service) },
    spec: {
      selector: selectorLabels(service),
      ports: [{ name: 'http', port: 80, targetPort: 'http' }],
    },
  });
}

function disruptionBudget(service: PlannedService): string {
  return yamlText({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: service.name },
    spec: {
      maxUnavailable: 1,
      selector: { matchLabels: selectorLabels(service) },
    },
  });
}

function deployment(service: PlannedService): string {
  const { name, image, port, healthPath } = service;
  const labels = selectorLabels(service);
  const probe = healthPath
    ? { httpGet: { path: healthPath, port: 'http' } }
    : { tcpSocket: { port: 'http' } };
  const container = ['spec', 'template', 'spec', 'containers', 0];
  return yamlText(
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, labels },
      spec: {
        replicas: 1,
        revisionHistoryLimit: 5,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            serviceAccountName: name,
            automountServiceAccountToken: false,
            securityContext: {
              runAsNonRoot: true,
              runAsUser: 1000,
              runAsGroup: 1000,
              fsGroup: 1000,
              seccompProfile: { type: 'RuntimeDefault' },
            },
            containers: [
              {
                name,
                image: `${image.name}:0.0.0`,
                ports: [{ name: 'http', containerPort: port }],
                readinessProbe: { ...probe, periodSeconds: 5 },
                livenessProbe: {
                  ...probe,
                  periodSeconds: 10,
                  failureThreshold: 6,
                },
                resources: {
                  requests: { cpu: '50m', memory: '64Mi' },
                  limits: { memory: '256Mi' },
                },
                securityContext: {
                  allowPrivilegeEscalation: false,
                  readOnlyRootFilesystem: true,
                  capabilities: { drop: ['ALL'] },
                },
                volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
              },
            ],
            volumes: [{ name: 'tmp', emptyDir: {} }],
          },
        },
      },
    },
    {
      behind: [
        [[...container, 'image'], "replaced by each overlay's images:"],
        [['spec', 'replicas'], "replaced by each overlay's replicas:"],
      ],
    },
  );
}
