import type { Promotion } from '@stonegarden/backstage-plugin-delivery-common';

/** A promotion without where its Release was chosen from, if that is an environment that the viewer may not see. */
export function hideChoice(
  promotion: Promotion,
  isHidden: (environment: string) => boolean,
): Promotion {
  const { chosen, ...rest } = promotion;
  return chosen && isHidden(chosen.environment) ? rest : promotion;
}
