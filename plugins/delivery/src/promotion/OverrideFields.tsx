import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, TextAreaField } from '@backstage/ui';
import type { OverrideLimits } from '@stonegarden/backstage-plugin-delivery-common';
import { useDurationText } from '../shared/time/useDurationText';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './ReasonField.module.css';

/** As much as delivery-backend takes. */
const MAX_LENGTH = 1000;
const MINUTE_MS = 60_000;
/** Those that people choose from, with what app-config says. */
const CHOICES = [60, 2 * 60, 4 * 60, 8 * 60, 24 * 60];

/**
 * Why gates are overridden, and for how long.
 *
 * @internal
 */
export const OverrideFields = (props: {
  limits: OverrideLimits;
  reason: string;
  minutes: number;
  onReason: (reason: string) => void;
  onMinutes: (minutes: number) => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const durationText = useDurationText();
  const { defaultMinutes, maxMinutes } = props.limits;
  const choices = [...new Set([...CHOICES, defaultMinutes, maxMinutes])]
    .filter(minutes => minutes <= maxMinutes)
    .sort((one, other) => one - other);
  return (
    <div className={styles.field}>
      <TextAreaField
        label={t('override.reason')}
        description={t('override.reasonText')}
        isRequired
        rows={2}
        maxLength={MAX_LENGTH}
        value={props.reason}
        onChange={props.onReason}
      />
      <Select
        label={t('override.time')}
        options={choices.map(minutes => ({
          id: String(minutes),
          label: durationText(minutes * MINUTE_MS),
        }))}
        value={String(props.minutes)}
        onChange={key => props.onMinutes(Number(key))}
      />
    </div>
  );
};
