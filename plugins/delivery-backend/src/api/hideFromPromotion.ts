import {
  deliveryEnvironmentReadPermission,
  type Promotion,
  type PromotionPreview,
} from '@stonegarden/backstage-plugin-delivery-common';
import { predecessorsOf } from '@stonegarden/service-manifest';
import type { Access } from './ServiceAccess';

/** The service of a promotion, as far as it says which environments there are. */
interface Path {
  environments: Parameters<typeof predecessorsOf>[0];
}

/**
 * The environments that the gates of a promotion tell about: where it comes from and where it goes to and, where the path meets,
 * the others that it comes from.
 */
export function environmentsOfPromotion(
  { environments }: Path,
  { from, to }: Pick<Promotion, 'from' | 'to'>,
): string[] {
  return [...new Set([from, to, ...predecessorsOf(environments, to)])];
}

/** Those of them that neither it comes from nor goes to. */
export function environmentsBeside(
  path: Path,
  promotion: Pick<Promotion, 'from' | 'to'>,
): string[] {
  const { from, to } = promotion;
  return environmentsOfPromotion(path, promotion).filter(
    name => name !== from && name !== to,
  );
}

/** A promotion without where its Release was chosen from, if that is an environment that the viewer may not see. */
function withoutChoice(
  promotion: Promotion,
  isHidden: (environment: string) => boolean,
): Promotion {
  const { chosen, ...rest } = promotion;
  return chosen && isHidden(chosen.environment) ? rest : promotion;
}

function onlyState(
  gates: NonNullable<Promotion['pullRequest']>['gates'],
): typeof gates {
  return (
    gates && {
      state: gates.state,
      asOf: gates.asOf,
      ...(gates.direct ? { direct: gates.direct } : {}),
    }
  );
}

/** A promotion without what its gates say: only whether they pass. */
function withoutReasons({
  reason,
  pullRequest,
  ...promotion
}: Promotion): Promotion {
  return {
    ...promotion,
    ...(reason && reason.code !== 'GateNoLongerPasses' ? { reason } : {}),
    ...(pullRequest
      ? {
          pullRequest: {
            ...pullRequest,
            gates: onlyState(pullRequest.gates),
          },
        }
      : {}),
  };
}

/** What a promotion tells of environments that the viewer may not see, beside where it comes from and where it goes to, is not told. */
export function hideFromPromotion(
  promotion: Promotion,
  path: Path,
  isHidden: (environment: string) => boolean,
): Promotion {
  const shown = withoutChoice(promotion, isHidden);
  return !promotion.rollback &&
    environmentsBeside(path, promotion).some(isHidden)
    ? withoutReasons(shown)
    : shown;
}

/** The same for what a caller with these rights sees, which must have been asked for with the permission to read. */
export function promotionFor(
  promotion: Promotion,
  { service, rights }: Access,
): Promotion {
  return hideFromPromotion(
    promotion,
    service,
    name => !rights.allows(deliveryEnvironmentReadPermission, service, name),
  );
}

/** The same for the promotions that a preview leads to. */
export function previewFor<
  T extends Pick<PromotionPreview, 'existing' | 'replaces'>,
>(preview: T, access: Access): T {
  const { existing, replaces } = preview;
  return {
    ...preview,
    ...(existing ? { existing: promotionFor(existing, access) } : {}),
    ...(replaces ? { replaces: promotionFor(replaces, access) } : {}),
  };
}
