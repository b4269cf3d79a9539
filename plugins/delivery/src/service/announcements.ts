import type {
  EnvironmentStatus,
  EmergencyRollback,
  Promotion,
  PromotionStatus,
  ServiceDelivery,
} from '@stonegarden/backstage-plugin-delivery-common';
import { releaseName } from '../environment/release';

/**
 * Something that changed and is worth saying to who does not see the page.
 *
 * @internal
 */
export type Announcement =
  | {
      kind: 'environment';
      environment: EnvironmentStatus;
      /** The new release, only when it changed. */
      release?: string;
    }
  | { kind: 'promotion'; to: string; status: PromotionStatus }
  | { kind: 'rollback'; environment: string; rollback: Promotion }
  | {
      kind: 'emergency';
      environment: string;
      status: EmergencyRollback['status'];
    };

/**
 * What changed between two answers. The first answer is not a change.
 *
 * @internal
 */
export function announcements(
  before: ServiceDelivery | undefined,
  after: ServiceDelivery,
): Announcement[] {
  if (!before) return [];
  const said: Announcement[] = [];
  for (const environment of after.environments) {
    const old = before.environments.find(e => e.name === environment.name);
    const release = releaseName(environment.release);
    const newRelease = release !== releaseName(old?.release);
    if (
      !old ||
      newRelease ||
      old.health !== environment.health ||
      old.presence !== environment.presence ||
      old.sync !== environment.sync
    ) {
      said.push({
        kind: 'environment',
        environment,
        ...(newRelease && release ? { release } : {}),
      });
    }
  }
  for (const transition of after.transitions) {
    const old = before.transitions.find(
      ({ from, to }) => from === transition.from && to === transition.to,
    );
    if (
      transition.promotion &&
      (transition.promotion.id !== old?.promotion?.id ||
        transition.promotion.status !== old?.promotion?.status)
    ) {
      said.push({
        kind: 'promotion',
        to: transition.to,
        status: transition.promotion.status,
      });
    }
  }
  for (const history of after.histories) {
    const { environment, rollback, emergency } = history;
    const old = before.histories.find(
      other => other.environment === environment,
    );
    if (
      rollback &&
      (rollback.id !== old?.rollback?.id ||
        rollback.status !== old.rollback.status)
    ) {
      said.push({ kind: 'rollback', environment, rollback });
    }
    if (
      emergency &&
      (emergency.id !== old?.emergency?.id ||
        emergency.status !== old.emergency.status)
    ) {
      said.push({ kind: 'emergency', environment, status: emergency.status });
    }
  }
  return said;
}
