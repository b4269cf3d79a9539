import {
  DependencyGraph,
  DependencyGraphTypes,
} from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import type { NearDependencies } from './nearDependencies';
import { pickForGraph, type PickedNode } from './pickForGraph';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import styles from './DependencyDrawing.module.css';
import { GraphNode } from './GraphNode';
import type { ServiceFacts } from './useServiceFacts';

const MOST = 8;

/**
 * Services around one as a drawing: dependents on the left, dependencies on the right.
 *
 * @internal
 */
export const DependencyDrawing = (props: {
  near: NearDependencies;
  factsOf: (ref: string) => ServiceFacts;
  compare: (a: string, b: string) => number;
  /** Shows those that the drawing has no room for. */
  onMore: () => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { near, factsOf, compare, onMore } = props;
  const { nodes, edges } = useMemo(
    () => pickForGraph(near, MOST, compare),
    [near, compare],
  );
  const name = factsOf(near.root).name;
  return (
    <figure className={styles.drawing}>
      <figcaption className={styles.legend}>
        {t('dependencies.legend')}
      </figcaption>
      <div className={styles.canvas}>
        <DependencyGraph<PickedNode, {}>
          role="group"
          aria-label={t('dependencies.graphLabel', { name })}
          nodes={nodes}
          edges={edges}
          direction={DependencyGraphTypes.Direction.LEFT_RIGHT}
          nodeMargin={16}
          rankMargin={56}
          paddingX={8}
          paddingY={8}
          zoom="disabled"
          showArrowHeads
          allowFullscreen={false}
          renderNode={({ node }) => (
            <GraphNode node={node} factsOf={factsOf} onMore={onMore} />
          )}
        />
      </div>
    </figure>
  );
};
