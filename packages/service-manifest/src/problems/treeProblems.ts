import { exampleManifest } from './exampleManifest';
import type { ProblemTable } from './ProblemExplanation';

const MANIFEST = `# kubernetes/services/shelf/service.yaml\n${exampleManifest()}`;

function applicationSet(parts: {
  policy?: string;
  selector: string;
  automated?: string;
}): string {
  return `# kubernetes/bootstrap/services.yaml
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata:
  name: services
spec:
  goTemplate: true
${parts.policy ?? ''}  generators:
    - git:
        repoURL: https://github.com/acme/platform
        revision: main
        files:
          - path: kubernetes/services/*/service.yaml
      selector:
${parts.selector}`;
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
    wrong: `${MANIFEST}${applicationSet({
      selector: `        matchLabels:
          apiVersion: platform.stonegarden.dev/v1alpha1
`,
    })}`,
    right: `${MANIFEST}${applicationSet({
      selector: `        matchExpressions:
          - key: apiVersion
            operator: In
            values:
              - platform.stonegarden.dev/v1alpha1
              - platform.stonegarden.dev/v1beta1
`,
    })}`,
  },
};
