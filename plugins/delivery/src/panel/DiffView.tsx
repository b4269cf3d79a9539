import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { EnvironmentStatus } from '@stonegarden/backstage-plugin-delivery-common';
import { useState } from 'react';
import { FileDiff } from '../promotion/FileDiff';
import { EmptyState } from '../shared/states/EmptyState';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './EnvironmentPanel.module.css';
import { PanelPart } from './PanelPart';
import { unifiedDiff } from './unifiedDiff';
import {
  type EnvironmentOf,
  useDiff,
  useSyncPreview,
} from './useEnvironmentParts';

/**
 * What differs between the cluster and Git, resource by resource, and on request what the cluster says to a sync of it.
 *
 * @internal
 */
export const DiffView = (props: {
  of: EnvironmentOf;
  status: EnvironmentStatus;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const query = useDiff(props.of);
  const { sync, name } = props.status;
  return (
    <PanelPart query={query}>
      {({ items, total }) => (
        <>
          {items.length === 0 && (
            <EmptyState
              title={t('panel.noDiff')}
              text={
                sync === 'Synced'
                  ? t('panel.noDiffText')
                  : t('panel.diffUnknown', { name, sync: t(`sync.${sync}`) })
              }
            />
          )}
          {items.map(item => {
            const path = [item.kind, item.namespace, item.name]
              .filter(Boolean)
              .join('/');
            const diff = unifiedDiff(item);
            const title = `${path}: ${t(`panel.change.${item.change}`)}`;
            return diff === undefined ? (
              <p key={path}>
                {title}. {t('panel.tooLarge')}
              </p>
            ) : (
              <FileDiff key={path} file={{ path: title, diff }} />
            );
          })}
          {total > items.length && (
            <p className={styles.quiet}>
              {t('panel.moreDiffs', {
                shown: String(items.length),
                total: String(total),
              })}
            </p>
          )}
          {sync === 'OutOfSync' && !props.status.stale && (
            <Preview of={props.of} />
          )}
        </>
      )}
    </PanelPart>
  );
};

function Preview({ of }: { of: EnvironmentOf }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const [asked, setAsked] = useState(false);
  const query = useSyncPreview(of, asked);
  if (!asked) {
    return (
      <div>
        <Button size="small" variant="secondary" onPress={() => setAsked(true)}>
          {t('panel.preview')}
        </Button>
      </div>
    );
  }
  return (
    <section className={styles.section}>
      <h4>{t('panel.previewTitle')}</h4>
      <PanelPart query={query}>
        {({ resources }) =>
          resources.length === 0 ? (
            <p>{t('panel.previewNothing')}</p>
          ) : (
            <ul className={styles.list}>
              {resources.map(one => (
                <li
                  key={[one.group, one.kind, one.namespace, one.name].join('/')}
                >
                  {one.kind} <strong>{one.name}</strong>:{' '}
                  {one.refused
                    ? t('panel.refused', { reason: one.refused })
                    : t(`panel.change.${one.change}`)}
                </li>
              ))}
            </ul>
          )
        }
      </PanelPart>
    </section>
  );
}
