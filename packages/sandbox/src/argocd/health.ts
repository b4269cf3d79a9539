import type { RenderedOverlay } from '../kustomize/renderOverlay';

/**
 * Degraded, as an application is whose workload has an image that cannot be pulled: it names the workload only, and the resource
 * tree says why.
 *
 * @internal
 */
export function brokenHealth(
  overlay: RenderedOverlay,
  image: string,
  namespace: string,
) {
  const workload = overlay.resources.find(({ images }) =>
    images.includes(image),
  );
  const {
    apiVersion = 'apps/v1',
    kind = 'Deployment',
    name = '',
  } = workload ?? {};
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return {
    status: 'Degraded' as const,
    message: `Caused by ${group}/${kind}:${
      workload?.namespace ?? namespace
    }/${name}`,
  };
}
