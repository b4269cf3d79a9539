import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextAreaField } from '@backstage/ui';
import {
  isSameReason,
  type GateResult,
  type Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useReasonText } from '../shared/reasons/useReasonText';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './ReasonField.module.css';

/** As much as delivery-backend takes. */
const MAX_LENGTH = 1000;

/**
 * Takes the reason of a person in their own words, where one must be given: says why it must.
 *
 * @internal
 */
export const ReasonField = (props: {
  /** Why it must be given. */
  required: Reason[];
  /** Gates that stand on the dialog: what they say is not said twice. */
  gates?: GateResult[];
  label?: string;
  value: string;
  onChange: (value: string) => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const reasonText = useReasonText();
  const unsaid = props.required.filter(
    reason => !props.gates?.some(gate => isSameReason(gate.reason, reason)),
  );
  return (
    <div className={styles.field}>
      {unsaid.length > 0 && (
        <ul className={styles.why}>
          {unsaid.map(reason => (
            <li key={reason.message}>{reasonText(reason)}</li>
          ))}
        </ul>
      )}
      <TextAreaField
        label={props.label ?? t('reasonField.label')}
        description={t('reasonField.text')}
        isRequired
        rows={2}
        maxLength={MAX_LENGTH}
        value={props.value}
        onChange={props.onChange}
      />
    </div>
  );
};
