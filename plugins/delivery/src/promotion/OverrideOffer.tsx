import {
  isHolding,
  type Promotion,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useViewer } from '../shared/useViewer';
import { GateList } from './GateList';
import { OverrideButton } from './OverrideButton';
import styles from './PullRequestFacts.module.css';
import { useOverrideLimits } from './useOverrideLimits';

/**
 * Which gates of an open promotion are overridden, and the offer to override those that hold it back: where the viewer may, and
 * may override all of them. Nobody does so for the approval of what they asked for.
 *
 * @internal
 */
export const OverrideOffer = (props: { promotion: Promotion }) => {
  const { promotion } = props;
  const { entityRef, from, headCommit, pullRequest, requestedBy, to } =
    promotion;
  const viewer = useViewer();
  const limits = useOverrideLimits(entityRef, to);
  const held = pullRequest?.gates?.held ?? [];
  const overridden = held.filter(({ status }) => status === 'overridden');
  const holding = held.filter(({ status }) => isHolding(status));
  const mayOverrideAll = holding.every(
    ({ id, overridable }) =>
      overridable && !(id === 'approval' && viewer === requestedBy),
  );
  const isOffered =
    holding.length > 0 && mayOverrideAll && !pullRequest?.headMoved;
  if (overridden.length === 0 && !(isOffered && limits && headCommit)) {
    return null;
  }
  return (
    <div className={styles.said}>
      {overridden.length > 0 && <GateList from={from} gates={overridden} />}
      {isOffered && limits && headCommit && (
        <OverrideButton
          promotion={promotion}
          commit={headCommit}
          gates={holding}
          limits={limits}
        />
      )}
    </div>
  );
};
