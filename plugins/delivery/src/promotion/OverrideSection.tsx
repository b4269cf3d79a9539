import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Checkbox } from '@backstage/ui';
import type { PromotionPreview } from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { isOverriding } from './isOverriding';
import { OverrideFields } from './OverrideFields';
import styles from './ReasonField.module.css';
import type { OverrideDraft } from './useOpening';
import { useOverrideLimits } from './useOverrideLimits';

/**
 * Offers whoever may to override the gates that hold a promotion back. What was chosen is undone when another gate holds it back.
 *
 * @internal
 */
export const OverrideSection = (props: {
  preview: PromotionPreview;
  draft: OverrideDraft | undefined;
  onChange: (draft: OverrideDraft | undefined) => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { preview, draft, onChange } = props;
  const limits = useOverrideLimits(preview.entityRef, preview.to);
  const { overridable } = preview;
  if (!limits || !overridable) return null;
  const isChosen = isOverriding(preview, draft);
  return (
    <div className={styles.field}>
      <Checkbox
        isSelected={isChosen}
        onChange={selected =>
          onChange(
            selected
              ? {
                  gates: overridable,
                  reason: draft?.reason ?? '',
                  minutes: draft?.minutes ?? limits.defaultMinutes,
                }
              : undefined,
          )
        }
      >
        {t('override.choose', { count: overridable.length })}
      </Checkbox>
      {isChosen && (
        <OverrideFields
          limits={limits}
          reason={draft.reason}
          minutes={draft.minutes}
          onReason={reason => onChange({ ...draft, reason })}
          onMinutes={minutes => onChange({ ...draft, minutes })}
        />
      )}
    </div>
  );
};
