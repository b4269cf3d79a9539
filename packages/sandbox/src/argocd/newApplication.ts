import { createHash } from 'node:crypto';
import { ApplicationRecord, kubeTime } from './Application';
import type { DesiredApplication } from './deriveApplications';

/**
 * An application that was just made: nothing deployed, Missing and OutOfSync.
 *
 * @internal
 */
export function newApplication(
  desired: DesiredApplication,
  now: Date,
): ApplicationRecord {
  const { name, labels, spec, manifestPath } = desired;
  const time = kubeTime(now);
  const { source, destination } = spec;
  return {
    manifestPath,
    deployed: null,
    application: {
      metadata: {
        name,
        namespace: 'argocd',
        uid: uidOf(name),
        resourceVersion: '',
        generation: 1,
        creationTimestamp: time,
        labels,
      },
      spec,
      status: {
        sync: { status: 'OutOfSync', comparedTo: { source, destination } },
        health: { status: 'Missing', lastTransitionTime: time },
        summary: {},
        reconciledAt: time,
        sourceType: 'Kustomize',
        resourceHealthSource: 'appTree',
        controllerNamespace: 'argocd',
        sourceHydrator: {},
      },
    },
  };
}

function uidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
