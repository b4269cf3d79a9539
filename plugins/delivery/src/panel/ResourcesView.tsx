import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { ResourceNode } from '@stonegarden/backstage-plugin-delivery-common';
import { useState } from 'react';
import { EmptyState } from '../shared/states/EmptyState';
import { FoldedText } from '../shared/states/FoldedText';
import { HealthLabel } from '../shared/status/HealthLabel';
import { SyncLabel } from '../shared/status/SyncLabel';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './EnvironmentPanel.module.css';
import { PanelPart } from './PanelPart';
import { type ResourceBranch, resourceTree } from './resourceTree';
import { SelectedSync } from './SelectedSync';
import { type EnvironmentOf, useResources } from './useEnvironmentParts';

/** How many are drawn before somebody asks for all. */
const SHOWN = 150;

/**
 * What an environment has in its cluster, as a tree with health. Those that Git names can be synced by themselves.
 *
 * @internal
 */
export const ResourcesView = (props: {
  of: EnvironmentOf;
  maySync: boolean;
  onLogs: (pod: string) => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { of, maySync } = props;
  const query = useResources(of);
  const [all, setAll] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const choose = (id: string, selected: boolean) =>
    setChosen(before => {
      const after = new Set(before);
      if (selected) after.add(id);
      else after.delete(id);
      return after;
    });
  return (
    <PanelPart query={query}>
      {({ nodes, total }) => {
        if (nodes.length === 0) {
          return (
            <EmptyState
              title={t('panel.emptyResources')}
              text={t('panel.emptyResourcesText')}
            />
          );
        }
        const shown = all ? nodes : nodes.slice(0, SHOWN);
        return (
          <>
            <div
              role="group"
              aria-label={t('panel.resourcesLabel', { name: of.environment })}
            >
              <Tree
                branches={resourceTree(shown)}
                chosen={chosen}
                onChoose={maySync ? choose : undefined}
                onLogs={props.onLogs}
              />
            </div>
            {shown.length < nodes.length && (
              <div>
                <Button
                  size="small"
                  variant="secondary"
                  onPress={() => setAll(true)}
                >
                  {t('panel.showAll', { count: nodes.length })}
                </Button>
              </div>
            )}
            {total > shown.length && (
              <p className={styles.quiet}>
                {t('panel.shown', {
                  shown: String(shown.length),
                  total: String(total),
                })}
              </p>
            )}
            {maySync && (
              <SelectedSync
                of={of}
                resources={nodes
                  .filter(({ id }) => chosen.has(id))
                  .map(({ group, kind, namespace, name }) => ({
                    ...(group ? { group } : {}),
                    kind,
                    ...(namespace ? { namespace } : {}),
                    name,
                  }))}
                onDone={() => setChosen(new Set())}
              />
            )}
          </>
        );
      }}
    </PanelPart>
  );
};

interface TreeProps {
  chosen: ReadonlySet<string>;
  /** Undefined where the viewer may not sync. */
  onChoose?: (id: string, selected: boolean) => void;
  onLogs: (pod: string) => void;
}

function Tree(props: TreeProps & { branches: ResourceBranch[] }) {
  const { branches, ...rest } = props;
  return (
    <ul className={styles.tree}>
      {branches.map(({ node, children }) => (
        <li key={node.id}>
          <Node node={node} {...rest} />
          {children.length > 0 && <Tree branches={children} {...rest} />}
        </li>
      ))}
    </ul>
  );
}

function Node({
  node,
  chosen,
  onChoose,
  onLogs,
}: TreeProps & { node: ResourceNode }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { id, kind, name, health, healthMessage, sync, facts } = node;
  return (
    <div className={styles.node}>
      {onChoose && sync && (
        <input
          type="checkbox"
          aria-label={t('panel.choose', { kind, name })}
          checked={chosen.has(id)}
          onChange={event => onChoose(id, event.target.checked)}
        />
      )}
      <div className={styles.about}>
        {health && <HealthLabel health={health} />}
        <strong>{kind}</strong>
        <span className={styles.name}>{name}</span>
        {sync && sync !== 'Synced' && <SyncLabel sync={sync} />}
        {node.requiresPruning && (
          <span className={styles.quiet}>{t('panel.notInGit')}</span>
        )}
        {facts.length > 0 && (
          <span className={styles.quiet}>
            {facts.map(fact => `${fact.name} ${fact.value}`).join(' · ')}
          </span>
        )}
        {kind === 'Pod' && !node.group && (
          <Button
            size="small"
            variant="tertiary"
            aria-label={t('panel.logsOf', { pod: name })}
            onPress={() => onLogs(name)}
          >
            {t('panel.logs')}
          </Button>
        )}
        {healthMessage && health !== 'Healthy' && (
          <FoldedText text={healthMessage} className={styles.quiet} />
        )}
      </div>
    </div>
  );
}
