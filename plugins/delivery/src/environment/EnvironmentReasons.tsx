import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  ApplicationCondition,
  EnvironmentStatus,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useReasonText } from '../shared/reasons/useReasonText';
import { FoldedText } from '../shared/states/FoldedText';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './EnvironmentStop.module.css';
import { reasonsOf } from './reasonsOf';

/** What is only information counts as quiet; everything else Argo CD calls an error or a warning. */
function isLoud({ type }: ApplicationCondition): boolean {
  return type.endsWith('Error');
}

/**
 * Why an environment is as it is: reasons, then what Argo CD says is wrong with its Application, worst first. Rows of a list.
 *
 * @internal
 */
export const EnvironmentReasons = (props: {
  environment: EnvironmentStatus;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const reasonText = useReasonText();
  const { environment } = props;
  const loud =
    environment.health === 'Degraded' ||
    environment.operation?.retrying === true;
  return (
    <>
      {reasonsOf(environment).map(reason => (
        <li key={reason.message}>
          <FoldedText
            text={reasonText(reason)}
            className={loud ? styles.message : styles.reason}
          />
        </li>
      ))}
      {environment.conditions?.map(condition => (
        <li key={`${condition.type} ${condition.message}`}>
          <FoldedText
            text={t('stop.condition', {
              type: condition.type,
              message: condition.message,
            })}
            className={isLoud(condition) ? styles.message : styles.reason}
          />
        </li>
      ))}
    </>
  );
};
