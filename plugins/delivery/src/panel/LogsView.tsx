import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Checkbox, Select } from '@backstage/ui';
import { deliveryLogReadPermission } from '@stonegarden/backstage-plugin-delivery-common';
import { useEffect, useRef, useState } from 'react';
import type { PanelAddress } from '../shared/address/usePanelAddress';
import { EmptyState } from '../shared/states/EmptyState';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './EnvironmentPanel.module.css';
import { PanelPart } from './PanelPart';
import {
  type EnvironmentOf,
  usePodLog,
  useResources,
} from './useEnvironmentParts';

/**
 * The last lines of a container. Which pod and container is part of the address.
 *
 * @internal
 */
export const LogsView = (props: {
  of: EnvironmentOf;
  address: PanelAddress;
  may: boolean;
  onShow: (next: PanelAddress) => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  if (!props.may) {
    return (
      <Alert
        role="note"
        status="info"
        icon
        title={t('panel.logForbidden', { name: props.of.environment })}
        description={`${t('panel.logMaybe')} ${t('state.forbiddenText', {
          permission: deliveryLogReadPermission.name,
        })}`}
      />
    );
  }
  return <Pods {...props} />;
};

type PodsProps = Omit<Parameters<typeof LogsView>[0], 'may'>;

function Pods({ of, address, onShow }: PodsProps) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const resources = useResources(of);
  const names = (resources.data?.nodes ?? [])
    .filter(({ kind, group }) => kind === 'Pod' && !group)
    .map(({ name }) => name);
  const pod = address.pod ?? names[0];
  return (
    // The log says its own age.
    <PanelPart query={resources} hideAge={pod !== undefined}>
      {() => {
        if (!pod) {
          return (
            <EmptyState
              title={t('panel.noPods')}
              text={t('panel.noPodsText', { name: of.environment })}
            />
          );
        }
        const all = names.includes(pod) ? names : [pod, ...names];
        return (
          <>
            <Select
              size="small"
              label={t('panel.pod')}
              options={all.map(name => ({ id: name, label: name }))}
              value={pod}
              onChange={next =>
                next &&
                onShow({ ...address, pod: String(next), container: undefined })
              }
            />
            <Log
              key={pod}
              of={of}
              pod={pod}
              container={address.container}
              onContainer={container => onShow({ ...address, pod, container })}
            />
          </>
        );
      }}
    </PanelPart>
  );
}

function Log(props: {
  of: EnvironmentOf;
  pod: string;
  container?: string;
  onContainer: (name: string) => void;
}) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { of, pod, container, onContainer } = props;
  const [previous, setPrevious] = useState(false);
  const query = usePodLog(of, { pod, container, previous });
  return (
    <>
      <div className={styles.controls}>
        <Checkbox isSelected={previous} onChange={setPrevious}>
          {t('panel.previous')}
        </Checkbox>
        <Button
          size="small"
          variant="secondary"
          isPending={query.isFetching}
          onPress={() => {
            query.refetch();
          }}
        >
          {t('panel.reload')}
        </Button>
      </div>
      <PanelPart query={query} permission={deliveryLogReadPermission.name}>
        {log => (
          <>
            {log.containers.length > 1 && (
              <Select
                size="small"
                label={t('panel.container')}
                options={log.containers.map(name => ({
                  id: name,
                  label: name,
                }))}
                value={log.container}
                onChange={next => next && onContainer(String(next))}
              />
            )}
            {log.truncated && (
              <p className={styles.quiet}>
                {t('panel.lastLines', { count: log.lines.length })}
              </p>
            )}
            {log.lines.length === 0 ? (
              <p>{t('panel.noLines')}</p>
            ) : (
              <Lines
                label={t('panel.logLabel', { pod, container: log.container })}
                lines={log.lines}
              />
            )}
          </>
        )}
      </PanelPart>
    </>
  );
}

/** The newest lines are at the end, which is shown first. */
function Lines(props: {
  label: string;
  lines: Array<{ at?: string; text: string }>;
}) {
  const box = useRef<HTMLPreElement>(null);
  useEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [props.lines]);
  return (
    // What scrolls can be scrolled by keyboard.
    <pre
      ref={box}
      className={styles.log}
      role="log"
      aria-label={props.label}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {props.lines.map(({ at, text }, index) => (
        <div key={index} title={at}>
          {text}
        </div>
      ))}
    </pre>
  );
}
