import type {
  EnvironmentStatus,
  EnvironmentTransition,
  ServiceDelivery,
} from '@stonegarden/backstage-plugin-delivery-common';
import { CanaryActions } from '../canary/CanaryActions';
import { CanaryProgress } from '../canary/CanaryProgress';
import { useCanaryProgress } from '../canary/useCanaryProgress';
import { EnvironmentStop } from '../environment/EnvironmentStop';
import { EnvironmentRollback } from '../rollback/EnvironmentRollback';
import type { PanelView } from '../shared/address/usePanelAddress';

/**
 * A stop of the promotion path with its past and its canary, and what the viewer may do about both.
 *
 * @internal
 */
export const PathStop = (props: {
  service: string;
  delivery: ServiceDelivery;
  environment: EnvironmentStatus;
  before?: EnvironmentStatus;
  transition?: EnvironmentTransition;
  isOpen: boolean;
  onOpen?: (view?: PanelView) => void;
}) => {
  const { service, delivery, environment, onOpen } = props;
  const { entityRef, histories, permissions } = delivery;
  const { name } = environment;
  const canary = useCanaryProgress(entityRef, environment);
  const historyOf = (of: string | undefined) =>
    histories.find(({ environment: each }) => each === of);
  const history = historyOf(name);
  const may = {
    promote: permissions.promote.includes(name),
    sync: permissions.sync.includes(name),
    approve: permissions.approve.includes(name),
    rollback: permissions.rollback.includes(name),
  };
  const mayCanary = {
    update: permissions.rollout.includes(name),
    bypass: permissions.rolloutBypass.includes(name),
  };
  return (
    <EnvironmentStop
      entityRef={entityRef}
      environment={environment}
      before={props.before}
      transition={props.transition}
      maySync={may.sync}
      isOpen={props.isOpen}
      onOpen={onOpen && (() => onOpen())}
      onDiff={onOpen && (() => onOpen('diff'))}
      histories={{ own: history, before: historyOf(props.before?.name) }}
      past={
        <EnvironmentRollback
          entityRef={entityRef}
          service={service}
          environment={environment}
          history={history}
          may={may}
        />
      }
      canaryProgress={<CanaryProgress environment={name} {...canary} />}
      canaryActions={
        <CanaryActions
          entityRef={entityRef}
          environment={name}
          canary={environment.stale ? undefined : environment.canary}
          // What it was a while ago says nothing of the step it is at.
          progress={canary.error ? undefined : canary.progress}
          history={history}
          may={mayCanary}
        />
      }
    />
  );
};
