import type {
  EnvironmentStatus,
  ServiceDelivery,
} from '@stonegarden/backstage-plugin-delivery-common';
import { predecessorsOf } from '@stonegarden/service-manifest';
import { releaseLag } from '../environment/releaseLag';
import { releaseName } from '../environment/release';
import { isUnderWay } from '../shared/queries/polling';

/**
 * A part of the sentence that stands above the promotion path: a key of its text with what fills its gaps.
 *
 * @internal
 */
export type SentencePart =
  | { key: 'hidden' | 'unknown' | 'stale' | 'empty'; name: string }
  | {
      key: 'healthy' | 'progressing' | 'suspended' | 'degraded' | 'plain';
      name: string;
      release: string;
    }
  | {
      key: 'healthyPlain' | 'progressingPlain' | 'suspendedPlain';
      name: string;
    }
  | { key: 'degradedPlain' | 'missing'; name: string }
  | {
      key: 'canary' | 'canaryPaused' | 'canaryAborted';
      name: string;
      release: string;
    }
  | { key: 'behind' | 'underWay'; name: string; before: string }
  | { key: 'autoSyncBlocked' | 'othersDegraded'; names: string[] };

/**
 * What a service's page says at its top: how the last environment of the path is, which is where its users are; a canary
 * there; whether it is behind; what sync windows keep from being synced; and which others are degraded. It says nothing that is not known: an environment that does not
 * answer, or may not be seen, is said to be so, and nothing else of it.
 *
 * @internal
 */
export function sentenceOf(delivery: ServiceDelivery): SentencePart[] {
  const { environments, transitions } = delivery;
  const last = environments[environments.length - 1];
  if (!last) return [];
  const [before] = predecessorsOf(environments, last.name).flatMap(name =>
    environments.filter(one => one.name === name),
  );
  const others = environments.filter(
    one => one !== last && isKnown(one) && one.health === 'Degraded',
  );
  const transition = transitions.find(({ to }) => to === last.name);
  return [
    stateOf(last),
    ...environments.filter(isKnown).flatMap(canaryOf),
    ...comparison(last, before, isUnderWay(transition?.promotion)),
    ...listOf('autoSyncBlocked', environments.filter(isBlocked)),
    ...listOf('othersDegraded', others),
  ];
}

function listOf(
  key: 'autoSyncBlocked' | 'othersDegraded',
  environments: EnvironmentStatus[],
): SentencePart[] {
  return environments.length > 0
    ? [{ key, names: environments.map(({ name }) => name) }]
    : [];
}

function isBlocked(environment: EnvironmentStatus): boolean {
  return (
    isKnown(environment) && environment.syncReason?.code === 'AutoSyncBlocked'
  );
}

function isKnown({ forbidden, stale, presence }: EnvironmentStatus): boolean {
  return !forbidden && !stale && presence === 'present';
}

function stateOf(environment: EnvironmentStatus): SentencePart {
  const { name, forbidden, stale, presence, health, neverDeployed } =
    environment;
  if (forbidden) return { key: 'hidden', name };
  if (stale) return { key: 'stale', name };
  if (presence === 'absent') return { key: 'empty', name };
  if (presence !== 'present') return { key: 'unknown', name };
  if (neverDeployed && health !== 'Degraded') return { key: 'empty', name };
  const release = environment.mixed
    ? undefined
    : releaseName(environment.release);
  switch (health) {
    case 'Missing':
      return { key: 'missing', name };
    case 'Healthy':
      return release
        ? { key: 'healthy', name, release }
        : { key: 'healthyPlain', name };
    case 'Progressing':
      return release
        ? { key: 'progressing', name, release }
        : { key: 'progressingPlain', name };
    case 'Suspended':
      return release
        ? { key: 'suspended', name, release }
        : { key: 'suspendedPlain', name };
    case 'Degraded':
      return release
        ? { key: 'degraded', name, release }
        : { key: 'degradedPlain', name };
    default:
      return release
        ? { key: 'plain', name, release }
        : { key: 'unknown', name };
  }
}

const CANARY = {
  progressing: 'canary',
  paused: 'canaryPaused',
  aborted: 'canaryAborted',
} as const;

function canaryOf({ name, canary }: EnvironmentStatus): SentencePart[] {
  const release = releaseName(canary?.release);
  return canary && release
    ? [{ key: CANARY[canary.state], name, release }]
    : [];
}

function comparison(
  last: EnvironmentStatus,
  before: EnvironmentStatus | undefined,
  underWay: boolean,
): SentencePart[] {
  if (!before || !isKnown(last) || !isKnown(before)) return [];
  const words = { name: last.name, before: before.name };
  if (underWay) return [{ key: 'underWay', ...words }];
  return releaseLag(last.release, before.release) === 'behind'
    ? [{ key: 'behind', ...words }]
    : [];
}
