/**
 * Signal channel that says which service changed; the message is a {@link DeliverySignal}.
 *
 * @public
 */
export const DELIVERY_SIGNAL_CHANNEL = 'delivery:service';

/**
 * Names the service that changed, never its content: content is fetched with the viewer's own rights.
 * `entityRef` is absent when an instance's reachability changed and any service may be concerned.
 *
 * @public
 */
export type DeliverySignal = { entityRef?: string };

/**
 * Annotation with the manifest's path in its repository.
 *
 * @public
 */
export const MANIFEST_PATH_ANNOTATION =
  'platform.stonegarden.dev/manifest-path';

/**
 * Labels that Argo CD Applications carry.
 *
 * @public
 */
export const APPLICATION_LABELS = {
  service: 'platform.stonegarden.dev/service',
  environment: 'platform.stonegarden.dev/environment',
  team: 'platform.stonegarden.dev/team',
} as const;
