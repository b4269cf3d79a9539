import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiCheckboxCircleLine, RiForbid2Line } from '@remixicon/react';
import { EmptyState } from '../shared/states/EmptyState';
import { StatusLabel } from '../shared/status/StatusLabel';
import { useRelativeTime } from '../shared/time/useRelativeTime';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './EnvironmentPanel.module.css';
import { PanelPart } from './PanelPart';
import { type EnvironmentOf, useWindows } from './useEnvironmentParts';

/**
 * Whether an environment may be synced now, by which windows, and when that changes.
 *
 * @internal
 */
export const WindowsView = (props: { of: EnvironmentOf }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { exact } = useRelativeTime();
  const name = props.of.environment;
  const query = useWindows(props.of);
  return (
    <PanelPart query={query}>
      {({ canSync, windows }) =>
        windows.length === 0 && canSync ? (
          <EmptyState
            title={t('panel.always')}
            text={t('panel.alwaysText', { name })}
          />
        ) : (
          <>
            {canSync ? (
              <StatusLabel
                tone="success"
                icon={<RiCheckboxCircleLine size={16} aria-hidden />}
                word={t('panel.canSync', { name })}
              />
            ) : (
              <StatusLabel
                tone="warning"
                icon={<RiForbid2Line size={16} aria-hidden />}
                word={t('panel.cannotSync', { name })}
              />
            )}
            <ul className={styles.list}>
              {windows.map((window, index) => (
                <li key={index}>
                  <p>
                    <strong>{t(`panel.${window.kind}`)}</strong>,{' '}
                    {t(window.active ? 'panel.active' : 'panel.inactive')}
                  </p>
                  <p className={styles.quiet}>
                    {window.timeZone
                      ? t('panel.windowText', {
                          schedule: window.schedule,
                          zone: window.timeZone,
                          duration: window.duration,
                        })
                      : t('panel.windowWithoutZone', {
                          schedule: window.schedule,
                          duration: window.duration,
                        })}
                  </p>
                  {window.changesAt && (
                    <p>{t('panel.until', { at: exact(window.changesAt) })}</p>
                  )}
                  {window.kind === 'deny' && window.manualSync && (
                    <p>{t('panel.manualAllowed')}</p>
                  )}
                </li>
              ))}
            </ul>
          </>
        )
      }
    </PanelPart>
  );
};
