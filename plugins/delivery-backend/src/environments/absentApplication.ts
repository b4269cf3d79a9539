import {
  createReason,
  EnvironmentStatus,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ArgocdInstance } from '../argocd/readModel/ArgocdReadModel';
import type { EnvironmentPlace } from './EnvironmentPlace';
import { unreachableReason } from './unreachableReason';

type Absence = Required<
  Pick<EnvironmentStatus, 'presence' | 'sync' | 'health' | 'healthReason'>
> &
  Pick<EnvironmentStatus, 'instance' | 'stale' | 'asOf'>;

const NOTHING = { sync: 'Unknown', health: 'Unknown' } as const;

/**
 * What is known of an environment without an Application. `candidates` are the instances that could have it: only when each
 * of them has proven that it does not is it absent.
 */
export function absentApplication(
  service: string,
  { name: environment, cluster }: EnvironmentPlace,
  candidates: ArgocdInstance[],
): Absence {
  if (candidates.length === 0) {
    return {
      ...NOTHING,
      presence: 'unknown',
      healthReason: createReason('ArgocdNotConfigured', { cluster }),
      stale: false,
    };
  }
  const silent = candidates.find(({ status }) => !status.reachable);
  if (silent) {
    return {
      ...NOTHING,
      presence: 'unknown',
      healthReason: unreachableReason(silent.status),
      instance: silent.status.name,
      stale: true,
      ...(silent.status.lastContact ? { asOf: silent.status.lastContact } : {}),
    };
  }
  const answers = candidates.map(({ proof, status }) => ({
    instance: status.name,
    lastContact: status.lastContact,
    proof: proof?.(service, environment),
  }));
  const forbidden = answers.find(({ proof }) => proof?.kind === 'forbidden');
  if (forbidden?.proof?.kind === 'forbidden') {
    const { instance, proof } = forbidden;
    return {
      ...NOTHING,
      presence: 'forbidden',
      healthReason: createReason('ApplicationForbidden', {
        environment,
        instance,
        right: proof.right,
      }),
      instance,
      stale: false,
      asOf: proof.at,
    };
  }
  const unproven = answers.find(({ proof }) => !proof);
  if (unproven) {
    const { instance, lastContact } = unproven;
    return {
      ...NOTHING,
      presence: 'unknown',
      healthReason: createReason('ApplicationUnknown', {
        environment,
        instance,
      }),
      instance,
      stale: false,
      ...(lastContact ? { asOf: lastContact } : {}),
    };
  }
  const [{ instance, proof }] = answers;
  return {
    ...NOTHING,
    presence: 'absent',
    healthReason: createReason('ApplicationMissing', {
      environment,
      instance,
      ...(proof?.kind === 'absent'
        ? { application: proof.key.name, project: proof.key.project }
        : {}),
    }),
    instance,
    stale: false,
    // All of them have to be true at one time: the oldest.
    asOf: answers.flatMap(answer => answer.proof?.at ?? []).sort()[0],
  };
}
