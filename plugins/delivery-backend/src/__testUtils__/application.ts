import { SERVICE_LABELS } from '@stonegarden/service-manifest';

/** An Application as Argo CD 3 writes it, in the parts that matter here. */
export interface TestApplication {
  metadata: {
    name: string;
    namespace: string;
    resourceVersion: string;
    labels: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec: {
    project: string;
    source?: { repoURL?: string; path?: string };
    destination: { name?: string; namespace?: string };
    syncPolicy?: { automated?: { prune?: boolean } };
  };
  operation?: object;
  status: {
    sync: { status: string; revision?: string };
    health: { status: string; message?: string; lastTransitionTime?: string };
    operationState?: {
      phase: string;
      message?: string;
      startedAt?: string;
      finishedAt?: string;
      operation?: object;
      syncResult?: { revision?: string; resources?: object[] };
    };
    history?: Array<{ id?: number; revision?: string; deployedAt?: string }>;
    summary?: { images?: string[] };
    conditions?: Array<{
      type: string;
      message: string;
      lastTransitionTime?: string;
    }>;
    resources?: object[];
    sourceHydrator?: object;
  };
}

/** A healthy, synced Application of a service in an environment. */
export function application(
  service: string,
  environment: string,
  status: Partial<TestApplication['status']> = {},
): TestApplication {
  return {
    metadata: {
      name: `${service}-${environment}`,
      namespace: 'argocd',
      resourceVersion: '1',
      labels: {
        [SERVICE_LABELS.service]: service,
        [SERVICE_LABELS.environment]: environment,
        [SERVICE_LABELS.team]: 'product',
      },
    },
    spec: {
      project: 'team-product',
      source: {
        repoURL: 'https://git.example/acme/platform',
        path: `kubernetes/services/${service}/environments/${environment}`,
      },
      destination: { name: 'homelab', namespace: `${service}-${environment}` },
    },
    status: {
      sync: { status: 'Synced', revision: 'a'.repeat(40) },
      health: {
        status: 'Healthy',
        lastTransitionTime: '2026-01-01T10:00:00Z',
      },
      summary: { images: [`ghcr.io/acme/${service}:1.0`] },
      history: [
        { revision: 'a'.repeat(40), deployedAt: '2026-01-01T09:59:00Z' },
      ],
      ...status,
    },
  };
}
