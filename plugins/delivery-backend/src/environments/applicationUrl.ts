import type { ApplicationRecord } from '../argocd/readModel/ApplicationRecord';
import type { ArgocdInstance } from '../argocd/readModel/ArgocdReadModel';

/** Argo CD's own page of an Application; undefined without a public address of the instance. */
export function applicationUrl(
  { name, namespace }: Pick<ApplicationRecord, 'name' | 'namespace'>,
  { dashboardUrl }: Pick<ArgocdInstance, 'dashboardUrl'>,
): string | undefined {
  return (
    dashboardUrl &&
    `${dashboardUrl}/applications/${encodeURIComponent(
      namespace,
    )}/${encodeURIComponent(name)}`
  );
}
