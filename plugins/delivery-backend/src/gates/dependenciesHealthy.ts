import {
  createReason,
  type HealthStatus,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  DependencyFact,
  GateAnswer,
} from '@stonegarden/backstage-plugin-delivery-node';
import { createBuiltInGate } from './createBuiltInGate';
import { judgeFact } from './judgeFact';
import { notRequired } from './notRequired';

/** Their names, and how many have none for whoever reads it. */
function named(facts: DependencyFact[]) {
  const dependencies = facts.flatMap(({ name }) => name ?? []);
  return { dependencies, hidden: facts.length - dependencies.length };
}

/** What is known to be bad comes before what is not known, and that before what will pass by itself. */
function judge(environment: string, facts: DependencyFact[]): GateAnswer {
  if (facts.length === 0) {
    return { status: 'skipped', reason: createReason('NoDependencies', {}) };
  }
  const having = (...wanted: Array<HealthStatus | 'elsewhere'>) =>
    facts.filter(({ health }) => wanted.some(one => one === health.value));
  const elsewhere = having('elsewhere');
  const progressing = having('Progressing');
  const healthy = having('Healthy');
  // Argo CD answers, and does not know it.
  const unknown = facts.filter(
    ({ health }) => health.unknown || health.value === 'Unknown',
  );
  const unhealthy = facts.filter(
    fact =>
      ![elsewhere, progressing, healthy, unknown].some(each =>
        each.includes(fact),
      ),
  );
  if (unhealthy.length > 0) {
    return {
      status: 'failed',
      reason: createReason('DependenciesUnhealthy', {
        environment,
        dependencies: unhealthy.flatMap(({ name, health }) =>
          name && health.value && health.value !== 'elsewhere'
            ? [{ name, health: health.value }]
            : [],
        ),
        hidden: named(unhealthy).hidden,
      }),
    };
  }
  if (unknown.length > 0) {
    return {
      status: 'unknown',
      reason: createReason('DependenciesUnknown', {
        environment,
        ...named(unknown),
        // Which Argo CD has what the viewer may not see is not told either.
        causes: unknown.flatMap(({ name, health }) =>
          name && health.unknown ? [health.unknown] : [],
        ),
      }),
    };
  }
  if (progressing.length > 0) {
    return {
      status: 'pending',
      reason: createReason('DependenciesProgressing', {
        environment,
        ...named(progressing),
      }),
    };
  }
  const notJudged = named(elsewhere).dependencies;
  return healthy.length > 0
    ? {
        status: 'passed',
        reason: createReason('DependenciesHealthy', {
          environment,
          ...named(healthy),
          notJudged,
        }),
      }
    : {
        status: 'skipped',
        reason: createReason('DependenciesNotJudged', {
          environment,
          notJudged,
          hidden: named(elsewhere).hidden,
        }),
      };
}

/** Nothing new is brought to where what it depends on does not work. */
export const dependenciesHealthy = createBuiltInGate(
  'dependencies-healthy',
  ({ target, policy, world }) =>
    policy.dependenciesHealthy
      ? judgeFact(world?.dependencies, facts => judge(target.name, facts))
      : notRequired({ target }),
  { overridable: true },
);
