import { exampleManifest } from './exampleManifest';
import type { ProblemTable } from './ProblemExplanation';

const FOLDER = 'kubernetes/services/shelf';
const DEV = `# ${FOLDER}/environments/dev/kustomization.yaml
namespace: shelf-dev
resources:
  - ../base
`;
const PRODUCTION = `# ${FOLDER}/environments/production/kustomization.yaml
namespace: shelf
resources:
  - ../base
`;
const BASE = `# ${FOLDER}/environments/base/kustomization.yaml
resources:
  - pvc.yaml
`;

function manifest(environments?: string): string {
  return `# ${FOLDER}/service.yaml\n${exampleManifest({ environments })}`;
}

function claim(accessMode: string): string {
  return `# ${FOLDER}/environments/base/pvc.yaml
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: shelf-data
spec:
  accessModes:
    - ${accessMode}
`;
}

const CANARY = manifest(`  environments:
    - name: production
      namespace: shelf
      rollout:
        strategy: canary
`);
const TWO_REPLICAS = manifest(`  environments:
    - name: production
      namespace: shelf
      replicas: 2
`);

/**
 * What can be wrong with the folder of a service: its manifest compared with what is beside it.
 *
 * @internal
 */
export const folderProblems: ProblemTable = {
  'environment-folder-missing': {
    severity: 'error',
    title: 'An environment has no folder',
    why: 'Each environment of `service.yaml` is deployed from the folder `environments/<name>` beside it. Without that folder Argo CD creates an application that has nothing to deploy and stays in error. When no environment has a folder, this is only a warning, because the service may be deployed from somewhere else.',
    wrong: `${manifest()}${DEV}`,
    right: `${manifest()}${DEV}${PRODUCTION}`,
  },
  'environment-folder-left-over': {
    severity: 'warning',
    title: 'A folder belongs to no environment',
    why: 'A folder below `environments` is not deployed when `service.yaml` has no environment of that name, although it looks as if it were. Usually the name is a typo, or the folder was forgotten when the environment was removed. The folders `base` and `components` are for what environments share.',
    wrong: `${manifest()}${DEV}${PRODUCTION}${DEV.split('dev').join('test')}`,
    right: `${manifest()}${DEV}${PRODUCTION}`,
  },
  'overlay-unreadable': {
    severity: 'error',
    title: 'kustomize cannot read a kustomization',
    why: 'Argo CD renders an environment with kustomize, and a file that it cannot read stops all syncs of that environment: what runs stays as it is, and no release is deployed. The usual causes are YAML mistakes and versions such as `1.10` without quotes, which are numbers.',
    wrong: `${manifest()}${DEV}images:
  - name: ghcr.io/acme/shelf
    newTag: 1.10
${PRODUCTION}`,
    right: `${manifest()}${DEV}images:
  - name: ghcr.io/acme/shelf
    newTag: "1.10"
${PRODUCTION}`,
  },
  'overlay-namespace-differs': {
    severity: 'error',
    title: 'An overlay has a different namespace than its environment',
    why: 'The namespace that kustomize writes wins over the one that Argo CD is told. So the service runs where nobody looks for it: quotas, network policies and permissions of the team are for the namespace that `service.yaml` names, and links in the portal lead there.',
    wrong: `${manifest()}${DEV.replace(
      'shelf-dev',
      'shelf-test',
    )}${PRODUCTION}`,
    right: `${manifest()}${DEV}${PRODUCTION}`,
  },
  'overlay-replicas-differ': {
    severity: 'warning',
    title: 'An overlay has a different number of replicas than its environment',
    why: 'What the cluster runs comes from the overlay; what the portal shows and people plan with comes from `service.yaml`. The workload with the name of the service is compared: its entry in `replicas:`, a patch of it, or the `Rollout` itself, which `replicas:` does not scale.',
    wrong: `${TWO_REPLICAS}${PRODUCTION}replicas:
  - name: shelf
    count: 3
`,
    right: `${TWO_REPLICAS}${PRODUCTION}replicas:
  - name: shelf
    count: 2
`,
  },
  'canary-on-single-mount-volume': {
    severity: 'warning',
    title: 'A canary shares a volume that only one pod can mount',
    why: 'A canary or blue-green rollout runs pods of the old and the new version side by side. A claim of `ReadWriteOnce` goes to one node and one of `ReadWriteOncePod` to one pod, so the new pods wait for a volume that they never get, and the rollout hangs until it is aborted.',
    wrong: `${CANARY}${BASE}${claim('ReadWriteOnce')}${PRODUCTION}`,
    right: `${CANARY}${BASE}${claim('ReadWriteMany')}${PRODUCTION}`,
  },
  'replicas-on-single-mount-volume': {
    severity: 'warning',
    title: 'Several replicas share a volume that only one pod can mount',
    why: 'A claim of `ReadWriteOnce` goes to one node and one of `ReadWriteOncePod` to one pod, so all but the first replica wait for a volume that they never get as soon as they are scheduled elsewhere. Each pod of a `StatefulSet` has a claim of its own when it comes from `volumeClaimTemplates`.',
    wrong: `${TWO_REPLICAS}${BASE}${claim('ReadWriteOnce')}${PRODUCTION}`,
    right: `${TWO_REPLICAS}${BASE}${claim('ReadWriteMany')}${PRODUCTION}`,
  },
};
