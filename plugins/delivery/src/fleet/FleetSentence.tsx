import {
  coreApis,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  type Fleet,
  type InstanceStatus,
  isBehindInProduction,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useMemo } from 'react';
import { useSilenceText } from '../environment/useSilenceText';
import { useReasonText } from '../shared/reasons/useReasonText';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './FleetSentence.module.css';
import { urgentServices } from './fleetViews';

/** So many services are named. */
const NAMED = 3;

/**
 * What of the whole fleet needs somebody now, in plain words, with the Argo CD instances that do not answer.
 *
 * @internal
 */
export const FleetSentence = (props: {
  /** Undefined while it is asked for: its place is kept. */
  fleet?: Fleet;
}) => {
  const { fleet } = props;
  return (
    <Text as="p" variant="body-large" className={styles.sentence}>
      {fleet && (
        <>
          <Needs fleet={fleet} />
          {fleet.instances?.map(instance => (
            <Silence key={instance.name} instance={instance} />
          ))}
        </>
      )}
    </Text>
  );
};

function Needs({ fleet }: { fleet: Fleet }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { language } = useApi(coreApis.appLanguage).getLanguage();
  const { urgent, unseen, behind, waiting } = useMemo(() => {
    const { items, productionEnvironments } = fleet;
    return {
      urgent: urgentServices(items, productionEnvironments),
      unseen: items.filter(({ need }) => need === 'unreachable').length,
      behind: items.filter(row =>
        isBehindInProduction(row, productionEnvironments),
      ).length,
      waiting: items.filter(
        ({ promotion }) => promotion?.approval === 'awaited',
      ).length,
    };
  }, [fleet]);
  // Of no services there is nothing to say, least of all that they are well.
  if (fleet.items.length === 0) return null;
  const named = urgent
    .slice(0, NAMED)
    .map(({ row, need, environment }) =>
      t(`fleet.now.${need}`, { service: row.title ?? row.name, environment }),
    );
  const more = urgent.length - named.length;
  const list = new Intl.ListFormat(language, { type: 'conjunction' }).format(
    more > 0 ? [...named, t('fleet.now.more', { count: more })] : named,
  );
  return (
    <>
      {urgent.length > 0 && (
        <>
          <strong>{t('fleet.needNow', { count: urgent.length })}</strong>
          {`: ${list}.`}
          {unseen > 0 && ` ${t('fleet.unseenText', { count: unseen })}`}
        </>
      )}
      {urgent.length === 0 && (
        <strong>
          {unseen > 0
            ? t('fleet.nobodyKnown', { count: unseen })
            : t('fleet.nobodyNow')}
        </strong>
      )}
      {behind > 0 && ` ${t('fleet.behindText', { count: behind })}`}
      {waiting > 0 && ` ${t('fleet.approvalText', { count: waiting })}`}
    </>
  );
}

function Silence(props: { instance: InstanceStatus }) {
  const reasonText = useReasonText();
  const silence = useSilenceText(props.instance);
  const { reason } = props.instance;
  if (!silence) return null;
  return (
    <>
      {' '}
      <span title={silence.since}>{silence.text}.</span>
      {reason && ` ${reasonText(reason)}`}
    </>
  );
}
