import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { RiCheckboxCircleLine, RiForbid2Line } from '@remixicon/react';
import {
  isBuiltInGateId,
  isQuietGate,
  type TrainPreviewMember,
} from '@stonegarden/backstage-plugin-delivery-common';
import { GateLabel } from '../promotion/GateLabel';
import { transitionChange } from '../promotion/transitionChange';
import { useReasonText } from '../shared/reasons/useReasonText';
import { FoldedText } from '../shared/states/FoldedText';
import { NewTabLink } from '../shared/states/NewTabLink';
import { StatusLabel } from '../shared/status/StatusLabel';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './TrainDialog.module.css';

type Preview = NonNullable<TrainPreviewMember['preview']>;

/**
 * What would happen to one of several services: the step, the versions, and what its gates say, or why it cannot go.
 *
 * @internal
 */
export const TrainPreviewRow = (props: {
  service: string;
  member: TrainPreviewMember;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const reasonText = useReasonText();
  const { service, member } = props;
  const { preview, reason, canOpen } = member;
  return (
    <li className={styles.row}>
      <div className={styles.service}>
        <Text as="p" weight="bold">
          {service}
        </Text>
        {preview && (
          <Text as="p" variant="body-small" color="secondary">
            {t('train.step', { from: preview.from, to: preview.to })}
          </Text>
        )}
      </div>
      <div className={styles.change}>
        {preview && <Change preview={preview} />}
      </div>
      <div className={styles.answer}>
        {canOpen && preview && <Answer preview={preview} />}
        {!canOpen && reason && (
          <>
            <RiForbid2Line size={16} aria-hidden className={styles.icon} />
            <FoldedText text={reasonText(reason)} className={styles.reason} />
          </>
        )}
      </div>
    </li>
  );
};

function Change({ preview: { changes } }: { preview: Preview }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const words = transitionChange(changes, changes[0]?.name);
  return (
    <Text as="p" className={styles.versions}>
      {words ?? '–'}
      {changes.length > 1 && (
        <> {t('train.moreImages', { count: changes.length - 1 })}</>
      )}
    </Text>
  );
}

function Answer({ preview: { from, gates, existing } }: { preview: Preview }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const reasonText = useReasonText();
  const pull = existing?.pullRequest;
  const open = gates.filter(
    gate => !isQuietGate(gate) && !['passed', 'skipped'].includes(gate.status),
  );
  return (
    <div className={styles.gates}>
      {existing && (
        <Text as="p" variant="body-small">
          {t('train.existing')}
          {pull && (
            <>
              {': '}
              <NewTabLink
                href={pull.url}
                label={t('transition.pullRequestLabel', {
                  number: String(pull.number),
                  title: pull.title,
                })}
              >
                {t('transition.pullRequest', { number: String(pull.number) })}
              </NewTabLink>
            </>
          )}
        </Text>
      )}
      {open.length === 0 ? (
        <StatusLabel
          tone="success"
          icon={<RiCheckboxCircleLine size={16} aria-hidden />}
          word={t('train.gatesPass')}
        />
      ) : (
        <ul className={styles.open} aria-label={t('train.gatesOpen')}>
          {open.map(gate => (
            <li key={gate.id}>
              <GateLabel
                status={gate.status}
                yieldsToReason={gate.yieldsToReason}
              />
              <Text as="p" variant="body-small" color="secondary">
                {isBuiltInGateId(gate.id)
                  ? t(`gateTitle.${gate.id}`, { from })
                  : gate.title}
                {': '}
                {reasonText(gate.reason)}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
