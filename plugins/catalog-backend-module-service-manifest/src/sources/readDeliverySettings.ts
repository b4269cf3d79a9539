import type { Config } from '@backstage/config';
import type { SourceSettings } from './types';

/** What of the configuration of delivery-backend the entities of services say too. */
export type DeliverySettings = Pick<
  SourceSettings,
  'applicationLabel' | 'imageRules' | 'reservedNamespaces'
>;

/**
 * Reads from `delivery` what holds for all sources. What cannot be used there is for delivery-backend to refuse.
 *
 * @internal
 */
export function readDeliverySettings(config: Config): DeliverySettings {
  const protectedEnvironments = config.getOptionalStringArray(
    'delivery.protectedEnvironments',
  );
  const floatingTags = config.getOptionalStringArray(
    'delivery.promotion.floatingTags',
  );
  const reservedNamespaces = config.getOptionalStringArray(
    'delivery.gitops.reservedNamespaces',
  );
  const applicationLabel = readApplicationLabel(config);
  return {
    ...(applicationLabel === undefined ? {} : { applicationLabel }),
    ...(reservedNamespaces ? { reservedNamespaces } : {}),
    imageRules: {
      ...(protectedEnvironments ? { protectedEnvironments } : {}),
      ...(floatingTags
        ? { floatingTags: floatingTags.map(tag => tag.toLowerCase()) }
        : {}),
    },
  };
}

function readApplicationLabel(config: Config): string | false | undefined {
  const key = 'delivery.argocd.applications.identifiedBy';
  const choice = config.getOptional(key);
  switch (choice) {
    case undefined:
    case 'stonegarden-labels':
      return undefined;
    case 'plain-labels':
      return 'service';
    default:
      return typeof choice === 'object'
        ? config.getOptionalString(`${key}.labels.service`) ?? false
        : false;
  }
}
