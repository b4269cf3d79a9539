import type { PromotionPreview } from '@stonegarden/backstage-plugin-delivery-common';
import { useState } from 'react';
import { isOverriding } from './isOverriding';
import type { OverrideDraft } from './useOpening';

/**
 * What a person is about to override, for as long as the dialog is open and is about the same Release.
 *
 * @param preview - what the dialog shows; undefined before it is there
 * @param deployment - id of the Deployment whose Release is promoted; undefined for what the source has now
 * @internal
 */
export function useOverrideDraft(
  preview: Pick<PromotionPreview, 'overridable'> | undefined,
  deployment: string | undefined,
) {
  const [draft, setDraft] = useState<OverrideDraft>();
  const [about, setAbout] = useState(deployment);
  if (about !== deployment) {
    setAbout(deployment);
    setDraft(undefined);
  }
  const override: OverrideDraft | undefined =
    preview && isOverriding(preview, draft)
      ? // Of what was chosen, some may have passed meanwhile: no more is overridden than the dialog names.
        { ...draft, gates: preview.overridable ?? [] }
      : undefined;
  return {
    draft,
    setDraft,
    /** What is overridden when it is opened now; undefined where nothing is. */
    override,
  };
}
