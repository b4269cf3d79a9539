import type { Request } from 'express';
import type { ZodType } from 'zod';
import { ArgoError, GrpcCode } from '../ArgoError';
import type { ArgocdServer } from '../ArgocdServer';
import { type ApplicationQuery, findApplication } from '../findApplication';

/** A query parameter that was given once as text. */
export function queryValue(request: Request, name: string): string | undefined {
  return queryValues(request, name)[0];
}

/** All values of a query parameter. */
export function queryValues(request: Request, name: string): string[] {
  const value = request.query[name];
  return (Array.isArray(value) ? value : [value]).filter(
    (item): item is string => typeof item === 'string' && item !== '',
  );
}

/** Which applications a list or stream is about. `project` is the older name of `projects`. */
export function applicationQuery(request: Request): ApplicationQuery {
  return {
    name: queryValue(request, 'name'),
    projects: [
      ...queryValues(request, 'projects'),
      ...queryValues(request, 'project'),
    ],
    selector: queryValue(request, 'selector'),
    repo: queryValue(request, 'repo'),
    appNamespace: queryValue(request, 'appNamespace'),
  };
}

/** The body of a call when it fits; InvalidArgument with the field otherwise. */
export function readArgoBody<T>(request: Request, schema: ZodType<T>): T {
  const result = schema.safeParse(request.body ?? {});
  if (result.success) {
    return result.data;
  }
  const [issue] = result.error.issues;
  throw new ArgoError(
    GrpcCode.InvalidArgument,
    `${issue.path.join('.') || 'body'}: ${issue.message}`,
  );
}

/** The application that a call names in its path. */
export function namedApplication(
  { store }: Pick<ArgocdServer, 'store'>,
  request: Request,
) {
  return findApplication(store, {
    name: request.params.name,
    project: queryValue(request, 'project'),
    appNamespace: queryValue(request, 'appNamespace'),
  });
}

/** The resource of an application that a call names in its query. */
export function namedResource(request: Request) {
  return {
    group: queryValue(request, 'group'),
    version: queryValue(request, 'version'),
    kind: queryValue(request, 'kind'),
    namespace: queryValue(request, 'namespace'),
    name: queryValue(request, 'resourceName'),
  };
}
