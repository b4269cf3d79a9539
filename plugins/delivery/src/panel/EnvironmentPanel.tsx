import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Tab,
  TabList,
  TabPanel,
  Tabs,
  Text,
  VisuallyHidden,
} from '@backstage/ui';
import type { EnvironmentStatus } from '@stonegarden/backstage-plugin-delivery-common';
import { useEffect, useRef } from 'react';
import {
  PANEL_VIEWS,
  type PanelAddress,
  type PanelView,
} from '../shared/address/usePanelAddress';
import { PartBoundary } from '../shared/states/PartBoundary';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { DiffView } from './DiffView';
import styles from './EnvironmentPanel.module.css';
import { EventsView } from './EventsView';
import { HistoryView } from './HistoryView';
import { LogsView } from './LogsView';
import { PanelLinks } from './PanelLinks';
import { ReleaseView } from './ReleaseView';
import { ResourcesView } from './ResourcesView';
import { WindowsView } from './WindowsView';

const ID = 'delivery-environment-panel';

/**
 * Everything about one environment, beside the page that it was opened from: seven views, and the ways out of the portal.
 *
 * @internal
 */
export const EnvironmentPanel = (props: {
  entityRef: string;
  environment: EnvironmentStatus;
  address: PanelAddress;
  may: { sync: boolean; logs: boolean; rollback: boolean };
  /** True when a person has just opened it, not an address. */
  takesFocus: boolean;
  onShow: (next: PanelAddress) => void;
  onClose: () => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { entityRef, environment, address, may, onShow, onClose } = props;
  const { name } = environment;
  const panel = useRef<HTMLElement>(null);

  useEffect(() => {
    if (!props.takesFocus) return;
    panel.current?.focus({ preventScroll: true });
    panel.current?.scrollIntoView?.({ block: 'nearest' });
  }, [name, props.takesFocus]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isOfAnother =
        event.defaultPrevented ||
        document.querySelector('[role="dialog"], [role="listbox"]') !== null;
      if (event.key === 'Escape' && !isOfAnother) onClose();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [onClose]);

  const of = { entityRef, environment: name };
  const views: Record<PanelView, () => JSX.Element> = {
    release: () => <ReleaseView of={of} status={environment} />,
    history: () => <HistoryView of={of} mayRollBack={may.rollback} />,
    resources: () => (
      <ResourcesView
        of={of}
        maySync={may.sync && !environment.stale}
        onLogs={pod => onShow({ environment: name, view: 'logs', pod })}
      />
    ),
    diff: () => <DiffView of={of} status={environment} />,
    events: () => <EventsView of={of} />,
    logs: () => (
      <LogsView of={of} address={address} may={may.logs} onShow={onShow} />
    ),
    windows: () => <WindowsView of={of} />,
  };

  return (
    <section
      ref={panel}
      id={ID}
      tabIndex={-1}
      className={styles.panel}
      aria-label={t('panel.label', { name })}
    >
      <div className={styles.head}>
        <Text as="h3" variant="title-x-small" weight="bold">
          {name}
        </Text>
        <Button size="small" variant="tertiary" onPress={onClose}>
          <span aria-hidden>{t('panel.close')}</span>
          <VisuallyHidden>
            {t('panel.closeLabel', { name })}
          </VisuallyHidden>{' '}
          <kbd className={styles.key} aria-hidden>
            Esc
          </kbd>
        </Button>
      </div>
      <Tabs
        selectedKey={address.view}
        onSelectionChange={key =>
          onShow({ environment: name, view: key as PanelView })
        }
      >
        <div className={styles.tabs}>
          <TabList aria-label={t('panel.views', { name })}>
            {PANEL_VIEWS.map(view => (
              <Tab key={view} id={view}>
                {t(`panel.view.${view}`)}
              </Tab>
            ))}
          </TabList>
        </div>
        {PANEL_VIEWS.map(view => (
          <TabPanel key={view} id={view}>
            {view === address.view && (
              <PartBoundary name={t(`panel.view.${view}`)}>
                {views[view]()}
              </PartBoundary>
            )}
          </TabPanel>
        ))}
      </Tabs>
      <PanelLinks of={of} status={environment} maySync={may.sync} />
    </section>
  );
};
