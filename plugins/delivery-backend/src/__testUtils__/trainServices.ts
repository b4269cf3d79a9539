import type { ServiceEntity } from '@stonegarden/backstage-plugin-delivery-common';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import { application } from './application';
import { MockArgocd } from './MockArgocd';
import { shop } from './shop';

/** Services of one repository that can be promoted together, beside the shop. */
export const TRAIN_SERVICES = ['cart', 'mail', 'search'] as const;

/** Ref of a service in the catalog. */
export const refOf = (name: string) => `component:default/${name}`;

/** Text of a file with the image of a service. */
export const pinned = (name: string, tag: string) => `resources:
  - ../base
images:
  - name: ghcr.io/acme/${name}
    newTag: "${tag}"
`;

/** Path of the file that names what an environment of a service runs. */
export const pinPath = (name: string, environment: string) =>
  `kubernetes/services/${name}/environments/${environment}/kustomization.yaml`;

function serviceOf(name: string): ServiceEntity {
  const text = JSON.stringify(shop).replaceAll('shop', name);
  return JSON.parse(text);
}

const TAGS = { dev: '1.1', staging: '1.1', production: '1.0' };

/** Three services with 1.1 in dev and staging and 1.0 in production, on one Git host and one Argo CD: options of `useDelivery`. */
export async function trainWorld() {
  const environments = Object.entries(TAGS);
  const git = new FakeGitHost(
    Object.fromEntries(
      TRAIN_SERVICES.flatMap(name => [
        [pinPath(name, 'base'), 'resources:\n  - deployment.yaml\n'] as [
          string,
          string,
        ],
        [
          pinPath(name, 'base').replace('kustomization', 'deployment'),
          `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  template:
    spec:
      containers:
        - name: ${name}
          image: ghcr.io/acme/${name}
`,
        ] as [string, string],
        ...environments.map(([environment, tag]): [string, string] => [
          pinPath(name, environment),
          pinned(name, tag),
        ]),
      ]),
    ),
  );
  const revision = await git.reader.head('main');
  const status = (name: string, tag: string, commit: string) => ({
    summary: { images: [`ghcr.io/acme/${name}:${tag}`] },
    sync: { status: 'Synced', revision: commit },
    history: [{ revision: commit, deployedAt: '2026-01-01T09:59:00Z' }],
  });
  const argocd = new MockArgocd(
    TRAIN_SERVICES.flatMap(name =>
      environments.map(([environment, tag]) =>
        application(name, environment, status(name, tag, revision)),
      ),
    ),
  );
  /** What Argo CD says once it has deployed a tag to an environment at a commit. */
  const deploy = (
    name: string,
    environment: string,
    tag: string,
    commit: string,
  ) => {
    const finishedAt = new Date().toISOString();
    const base = application(name, environment, status(name, tag, commit));
    argocd.set({
      ...base,
      status: {
        ...base.status,
        operationState: {
          phase: 'Succeeded',
          startedAt: finishedAt,
          finishedAt,
          syncResult: { revision: commit },
        },
        history: [{ revision: commit, deployedAt: finishedAt }],
      },
    });
  };
  return {
    argocd,
    deploy,
    git,
    services: TRAIN_SERVICES.map(serviceOf),
  };
}
