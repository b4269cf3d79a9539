import type { RenderedOverlay } from '../kustomize/renderOverlay';

/**
 * Degraded, with what Kubernetes says of a workload whose image cannot be pulled.
 *
 * @internal
 */
export function brokenHealth(overlay: RenderedOverlay, image: string) {
  const workload = overlay.resources.find(({ images }) =>
    images.includes(image),
  );
  const { kind = 'Deployment', name = 'unknown' } = workload ?? {};
  return {
    status: 'Degraded' as const,
    message: `${kind} "${name}" exceeded its progress deadline: ImagePullBackOff: Back-off pulling image "${image}": manifest unknown`,
  };
}
