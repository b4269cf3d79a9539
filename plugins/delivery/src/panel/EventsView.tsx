import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiErrorWarningLine, RiInformationLine } from '@remixicon/react';
import { EmptyState } from '../shared/states/EmptyState';
import { FoldedText } from '../shared/states/FoldedText';
import { StatusLabel } from '../shared/status/StatusLabel';
import { TimeAgo } from '../shared/time/TimeAgo';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './EnvironmentPanel.module.css';
import { PanelPart } from './PanelPart';
import { type EnvironmentOf, useEvents } from './useEnvironmentParts';

/**
 * What the cluster reports of an environment, newest first.
 *
 * @internal
 */
export const EventsView = (props: { of: EnvironmentOf }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const query = useEvents(props.of);
  return (
    <PanelPart query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState
            title={t('panel.noEvents')}
            text={t('panel.noEventsText')}
          />
        ) : (
          <>
            <ul className={styles.list}>
              {items.map((event, index) => (
                <li key={index}>
                  <div className={styles.row}>
                    {event.type === 'Warning' ? (
                      <StatusLabel
                        tone="warning"
                        icon={<RiErrorWarningLine size={16} aria-hidden />}
                        word={t('panel.warning')}
                      />
                    ) : (
                      <StatusLabel
                        tone="quiet"
                        icon={<RiInformationLine size={16} aria-hidden />}
                        word={t('panel.normal')}
                      />
                    )}
                    <strong>{event.reason}</strong>
                    <span className={styles.quiet}>
                      {event.lastAt && (
                        <TimeAgo
                          time={event.lastAt}
                          format={age => t('panel.ago', { age })}
                        />
                      )}
                      {event.count > 1 &&
                        ` ${t('panel.times', { count: event.count })}`}
                    </span>
                  </div>
                  <p className={styles.quiet}>
                    {event.about.kind} {event.about.name}
                  </p>
                  <FoldedText text={event.message} />
                </li>
              ))}
            </ul>
            <p className={styles.quiet}>{t('panel.eventsNote')}</p>
          </>
        )
      }
    </PanelPart>
  );
};
