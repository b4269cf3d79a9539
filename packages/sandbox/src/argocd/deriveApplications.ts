import { posix } from 'node:path';
import {
  SERVICE_LABELS,
  ServiceManifest,
  parseServiceManifest,
} from '@stonegarden/service-manifest';
import type { Snapshot } from '../git/Snapshot';
import type { Application } from './Application';

/**
 * An application that the repository asks for.
 *
 * @internal
 */
export interface DesiredApplication {
  name: string;
  manifestPath: string;
  labels: Record<string, string>;
  spec: Application['spec'];
}

/** @internal */
export interface DerivedApplications {
  applications: DesiredApplication[];
  /** Manifests that are wrong now: what came from them before stays, as with an ApplicationSet that fails. */
  brokenManifests: Set<string>;
}

/**
 * One application per service and environment of a commit. Of two services with one name the first path counts.
 *
 * @internal
 */
export function deriveApplications(
  snapshot: Snapshot,
  options: { repoURL: string; branch: string },
): DerivedApplications {
  const brokenManifests = new Set<string>();
  const byName = new Map<string, DesiredApplication>();
  const services = new Set<string>();
  for (const path of [...snapshot.files.keys()].sort()) {
    if (posix.basename(path) !== 'service.yaml') {
      continue;
    }
    const result = parseServiceManifest(snapshot.read(path) ?? '', { path });
    if (result.kind === 'invalid') {
      brokenManifests.add(path);
    } else if (
      result.kind === 'manifest' &&
      !services.has(result.manifest.name)
    ) {
      services.add(result.manifest.name);
      for (const application of applicationsOf(result.manifest, options)) {
        byName.set(application.name, application);
      }
    }
  }
  return { applications: [...byName.values()], brokenManifests };
}

function applicationsOf(
  manifest: ServiceManifest,
  options: { repoURL: string; branch: string },
): DesiredApplication[] {
  const { name, owner, location } = manifest;
  return manifest.environments.map(environment => ({
    name: `${name}-${environment.name}`,
    manifestPath: location.path,
    labels: {
      [SERVICE_LABELS.service]: name,
      [SERVICE_LABELS.environment]: environment.name,
      [SERVICE_LABELS.team]: owner.team,
    },
    spec: {
      project: `team-${owner.team}`,
      source: {
        repoURL: options.repoURL,
        path: posix.join(location.directory, 'environments', environment.name),
        targetRevision: options.branch,
      },
      destination: {
        name: environment.cluster,
        namespace: environment.namespace,
      },
      syncPolicy: {
        // Left out where a person syncs: `automated` with selfHeal off would still sync each commit.
        ...(environment.autoSync
          ? { automated: { prune: true, selfHeal: true } }
          : {}),
        syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'],
        // As the ApplicationSets of the example say.
        retry: {
          limit: 3,
          backoff: { duration: '5s', factor: 2, maxDuration: '3m' },
        },
      },
    },
  }));
}
