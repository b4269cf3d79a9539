import type { PromotionPreview } from '@stonegarden/backstage-plugin-delivery-common';
import type { OverrideDraft } from './useOpening';

/**
 * Whether what a person is about to override is all that holds a promotion back now.
 *
 * @internal
 */
export function isOverriding(
  preview: Pick<PromotionPreview, 'overridable'>,
  draft: OverrideDraft | undefined,
): draft is OverrideDraft {
  return (
    preview.overridable !== undefined &&
    preview.overridable.every(gate => draft?.gates.includes(gate))
  );
}
