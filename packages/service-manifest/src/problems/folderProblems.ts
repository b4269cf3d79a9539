import {
  base,
  deployment,
  DEV,
  folderFile,
  manifestFile,
  PRODUCTION,
} from './exampleFolder';
import { onlyProduction } from './exampleManifest';
import type { ProblemTable } from './ProblemExplanation';

const CANARY = manifestFile({
  environments: onlyProduction('rollout:\n  strategy: canary\n'),
});
const TWO_REPLICAS = manifestFile({
  environments: onlyProduction('replicas: 2\n'),
});
const IMAGE_BASE = `${base('deployment.yaml')}${deployment()}`;
const RENAMED_BASE = `${base(
  'deployment.yaml',
  `images:
  - name: shelf
    newName: ghcr.io/acme/shelf
    newTag: "1.2.0"
`,
)}${deployment('shelf')}`;

function claimBase(accessMode: string): string {
  return `${base('pvc.yaml')}${folderFile(
    'environments/base/pvc.yaml',
    `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: shelf-data
spec:
  accessModes:
    - ${accessMode}
`,
  )}`;
}

function statefulBase(type: string): string {
  return `${base('statefulset.yaml')}${folderFile(
    'environments/base/statefulset.yaml',
    `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: shelf
spec:
  volumeClaimTemplates:
    - ${type}metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
`,
  )}`;
}

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
    wrong: `${manifestFile()}${DEV}`,
    right: `${manifestFile()}${DEV}${PRODUCTION}`,
  },
  'environment-folder-left-over': {
    severity: 'warning',
    title: 'A folder belongs to no environment',
    why: 'A folder below `environments` is not deployed when `service.yaml` has no environment of that name, although it looks as if it were. Usually the name is a typo, or the folder was forgotten when the environment was removed. The folders `base` and `components` are for what environments share.',
    wrong: `${manifestFile()}${DEV}${PRODUCTION}${DEV.split('dev').join(
      'test',
    )}`,
    right: `${manifestFile()}${DEV}${PRODUCTION}`,
  },
  'overlay-unreadable': {
    severity: 'error',
    title: 'kustomize cannot read a kustomization',
    why: 'Argo CD renders an environment with kustomize, and a file that it cannot read stops all syncs of that environment: what runs stays as it is, and no release is deployed. The usual causes are YAML mistakes and versions such as `1.10` without quotes, which are numbers.',
    wrong: `${manifestFile()}${IMAGE_BASE}${DEV}images:
  - name: ghcr.io/acme/shelf
    newTag: 1.10
${PRODUCTION}`,
    right: `${manifestFile()}${IMAGE_BASE}${DEV}images:
  - name: ghcr.io/acme/shelf
    newTag: "1.10"
${PRODUCTION}`,
  },
  'overlay-namespace-differs': {
    severity: 'error',
    title: 'An overlay has a different namespace than its environment',
    why: 'The namespace that kustomize writes wins over the one that Argo CD is told. So the service runs where nobody looks for it: quotas, network policies and permissions of the team are for the namespace that `service.yaml` names, and links in the portal lead there.',
    wrong: `${manifestFile()}${DEV.replace(
      'shelf-dev',
      'shelf-test',
    )}${PRODUCTION}`,
    right: `${manifestFile()}${DEV}${PRODUCTION}`,
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
    wrong: `${CANARY}${claimBase('ReadWriteOnce')}${PRODUCTION}`,
    right: `${CANARY}${claimBase('ReadWriteMany')}${PRODUCTION}`,
  },
  'replicas-on-single-mount-volume': {
    severity: 'warning',
    title: 'Several replicas share a volume that only one pod can mount',
    why: 'A claim of `ReadWriteOnce` goes to one node and one of `ReadWriteOncePod` to one pod, so all but the first replica wait for a volume that they never get as soon as they are scheduled elsewhere. Each pod of a `StatefulSet` has a claim of its own when it comes from `volumeClaimTemplates`.',
    wrong: `${TWO_REPLICAS}${claimBase('ReadWriteOnce')}${PRODUCTION}`,
    right: `${TWO_REPLICAS}${claimBase('ReadWriteMany')}${PRODUCTION}`,
  },
  'image-pin-unused': {
    severity: 'warning',
    title: 'An overlay pins an image that no manifest uses',
    why: 'kustomize compares the `name` of an entry of `images` with the images as the base renders them. Where the base has given an image another name with `newName`, or the name has a typo, the entry has no effect: the environment runs what the base says, whatever version is written there, and a promotion would deploy nothing.',
    wrong: `${manifestFile()}${RENAMED_BASE}${DEV}images:
  - name: shelf
    newTag: "1.3.0"
${PRODUCTION}`,
    right: `${manifestFile()}${RENAMED_BASE}${DEV}images:
  - name: ghcr.io/acme/shelf
    newTag: "1.3.0"
${PRODUCTION}`,
  },
  'floating-tag': {
    severity: 'warning',
    title: 'A protected environment runs a tag that moves',
    why: 'A tag such as `latest` or `main` means another image each time one is pushed, and so does an image without a tag. Nobody can tell what runs, promote it or go back to it, and a pod that is scheduled again may run something else than its neighbors. In environments that are protected (`production`, where nothing else is configured) such a version cannot be promoted.',
    wrong: `${manifestFile()}${IMAGE_BASE}${DEV}${PRODUCTION}images:
  - name: ghcr.io/acme/shelf
    newTag: latest
`,
    right: `${manifestFile()}${IMAGE_BASE}${DEV}${PRODUCTION}images:
  - name: ghcr.io/acme/shelf
    newTag: "1.3.0"
`,
  },
  'release-not-proven': {
    severity: 'warning',
    title: 'The images of an environment cannot be told from its files',
    why: 'What an environment runs is read from its files, as kustomize reads them. Some files do not tell: a base in another repository, a chart, a plugin, a file that is missing or lies outside of the folder of the service. The catalog then shows no release for the environment, and nothing can be promoted from or to it.',
    wrong: `${manifestFile()}${IMAGE_BASE}${DEV}  - https://git.example/acme/extras?ref=v1
${PRODUCTION}`,
    right: `${manifestFile()}${IMAGE_BASE}${DEV}${PRODUCTION}`,
  },
  'claim-template-incomplete': {
    severity: 'warning',
    title: 'A claim of a StatefulSet has no apiVersion or kind',
    why: 'The API server completes the entries of `volumeClaimTemplates`. With server-side apply, Argo CD compares what it finds with what is written and sees a difference that no sync can remove: the application is never Synced, and self-heal syncs it again and again.',
    wrong: `${manifestFile()}${statefulBase('')}${DEV}${PRODUCTION}`,
    right: `${manifestFile()}${statefulBase(`apiVersion: v1
      kind: PersistentVolumeClaim
      `)}${DEV}${PRODUCTION}`,
  },
};
