import type { Application, ApplicationRecord } from './Application';
import { ArgoError, GrpcCode } from './ArgoError';
import type { ApplicationReader } from './selectApplications';
import { parseSelector } from './selectors';

/** @internal */
export interface ApplicationQuery {
  name?: string;
  projects: string[];
  selector?: string;
  repo?: string;
  appNamespace?: string;
}

/**
 * The application a call names. Without `project`, one that is missing is PermissionDenied, so that nobody learns which
 * names exist; with it, NotFound.
 *
 * @internal
 */
export function findApplication(
  store: ApplicationReader,
  query: { name: string; project?: string; appNamespace?: string },
): ApplicationRecord {
  const { name, project, appNamespace } = query;
  const record = store.get(name);
  const here = !appNamespace || appNamespace === 'argocd';
  if (
    record &&
    here &&
    (!project || project === record.application.spec.project)
  ) {
    return record;
  }
  throw project
    ? new ArgoError(
        GrpcCode.NotFound,
        `applications.argoproj.io "${name}" not found`,
      )
    : new ArgoError(GrpcCode.PermissionDenied, 'permission denied');
}

/**
 * The condition that a list or stream sets on applications. InvalidArgument for a selector that is none.
 *
 * @internal
 */
export function applicationFilter(
  query: ApplicationQuery,
): (application: Application) => boolean {
  const { name, projects, selector, repo, appNamespace } = query;
  const selected = selector ? parseSelector(selector) : () => true;
  return ({ metadata, spec }) =>
    (!name || metadata.name === name) &&
    (!appNamespace || metadata.namespace === appNamespace) &&
    (projects.length === 0 || projects.includes(spec.project)) &&
    (!repo || spec.source.repoURL === repo) &&
    selected(metadata.labels);
}
