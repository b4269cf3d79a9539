import type { RenderedResource } from '../kustomize/renderOverlay';

/** How an Application names the workload that decides about its health; the resource tree says why. */
export function causedBy(
  { apiVersion, kind, name, namespace }: RenderedResource,
  destination: { namespace: string },
): string {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return `Caused by ${group}/${kind}:${
    namespace ?? destination.namespace
  }/${name}`;
}

/**
 * Degraded, as an application is whose workload has an image that cannot be pulled.
 *
 * @internal
 */
export function brokenHealth(
  resources: RenderedResource[],
  image: string,
  destination: { namespace: string },
) {
  const workload = resources.find(({ images }) => images.includes(image));
  return {
    status: 'Degraded' as const,
    ...(workload ? { message: causedBy(workload, destination) } : {}),
  };
}
