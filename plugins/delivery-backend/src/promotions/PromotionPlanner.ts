import {
  type ClusterChanges,
  createReason,
  GateResult,
  PromotionBack,
  PromotionPolicy,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  GateFacts,
  GitHosts,
} from '@stonegarden/backstage-plugin-delivery-node';
import type { ArgocdReadModel } from '../argocd/readModel/ArgocdReadModel';
import type { DeploymentStore } from '../deployments/DeploymentStore';
import type { ClusterChangeReader } from '../clusterChanges/ClusterChangeReader';
import { ApprovalRecord, approvalFacts } from '../gates/approvalFacts';
import { applyOverrides } from '../gates/applyOverrides';
import { blockingReason } from '../gates/blockingReason';
import { collectGateFacts } from '../gates/collectGateFacts';
import type { MaySee } from '../gates/facts/readDependencies';
import type { WorldFactsReader } from '../gates/facts/WorldFactsReader';
import type { GateEvaluator } from '../gates/GateEvaluator';
import { overlayOf } from '../releases/kustomizeReleaseFile';
import type { PromotionPolicies } from '../policy/PromotionPolicies';
import type { ReleaseFile } from '../releases/ReleaseFile';
import type { ResolvedService } from '../services/ServiceResolver';
import { findOpenRollback, findRolledBack } from '../rollbacks/findRolledBack';
import { planRollback, toRollbackDetails } from '../rollbacks/planRollback';
import type { EmergencyRollbackStore } from '../emergency/EmergencyRollbackStore';
import { isGivenFor } from './isGivenFor';
import { planPromotion, PromotionPlan } from './planPromotion';
import type { PromotionStore } from './PromotionStore';
import type { RequestedPromotion } from './RequestedPromotion';
import { type SourceHistory, SourceHistoryReader } from './SourceHistoryReader';

/** The answers of all gates, and what follows from them. */
export interface Judgement {
  gates: GateResult[];
  /** Why somebody has to give a reason, whether they did or not. */
  reasonRequired: Reason[];
  /** What no reason can change; undefined when nothing else stands in the way. */
  obstacle?: Reason;
  /** Why it may not be opened as it is asked for; undefined when it may. */
  reason?: Reason;
  /** What it changes in the cluster; undefined where nothing is written. */
  clusterChanges?: ClusterChanges;
  /** Set when a chosen Release is older than what the target has. */
  back?: PromotionBack;
}

/** A gate that yields to a reason passes, and says so. */
function withReason(
  gate: GateResult,
  { reason: text, reasonGivenFor }: RequestedPromotion,
): GateResult {
  return gate.yieldsToReason && text && isGivenFor(gate.reason, reasonGivenFor)
    ? {
        ...gate,
        status: 'passed',
        reason: createReason('ReasonGiven', { cause: gate.reason, text }),
      }
    : gate;
}

/** Gates judge by what changes, and each gets facts of its own: the texts that people look at are left out. */
function withoutDiffs(changes: ClusterChanges): ClusterChanges {
  return changes.status === 'known'
    ? {
        ...changes,
        objects: changes.objects.map(({ diff: _, ...object }) => object),
      }
    : changes;
}

/** So many deployments back it is looked for whether a Release was rolled back. */
const PAST_DEPLOYMENTS = 50;

/** Works out what a promotion, or a rollback, would change, and whether it may be opened. Writes nothing. */
export class PromotionPlanner {
  readonly #hosts: GitHosts;
  readonly #releaseFile: ReleaseFile;
  readonly #readModel: Pick<ArgocdReadModel, 'find' | 'instances'>;
  readonly #gates: GateEvaluator;
  readonly #protected: ReadonlySet<string>;
  readonly #policies: Pick<PromotionPolicies, 'of'>;
  readonly #store: Pick<PromotionStore, 'list'>;
  readonly #deployments: Pick<DeploymentStore, 'current' | 'list'>;
  readonly #emergencies: Pick<EmergencyRollbackStore, 'listActive'>;
  readonly #sourceHistory: SourceHistoryReader;
  readonly #world: Pick<WorldFactsReader, 'read'>;
  readonly #clusterChanges: Pick<ClusterChangeReader, 'read'>;
  readonly #now: () => Date;

  constructor(options: {
    hosts: GitHosts;
    releaseFile: ReleaseFile;
    readModel: Pick<ArgocdReadModel, 'find' | 'instances'>;
    gates: GateEvaluator;
    protectedEnvironments: readonly string[];
    policies: Pick<PromotionPolicies, 'of'>;
    store: Pick<PromotionStore, 'list'>;
    deployments: Pick<DeploymentStore, 'current' | 'list'>;
    emergencies: Pick<EmergencyRollbackStore, 'listActive'>;
    world: Pick<WorldFactsReader, 'read'>;
    clusterChanges: Pick<ClusterChangeReader, 'read'>;
    /** The clock that gates judge by. */
    now?: () => Date;
  }) {
    this.#hosts = options.hosts;
    this.#releaseFile = options.releaseFile;
    this.#readModel = options.readModel;
    this.#gates = options.gates;
    this.#protected = new Set(options.protectedEnvironments);
    this.#policies = options.policies;
    this.#store = options.store;
    this.#deployments = options.deployments;
    this.#emergencies = options.emergencies;
    this.#sourceHistory = new SourceHistoryReader(options);
    this.#world = options.world;
    this.#clusterChanges = options.clusterChanges;
    this.#now = options.now ?? (() => new Date());
  }

  plan(
    service: ResolvedService,
    request: RequestedPromotion,
  ): Promise<PromotionPlan> {
    const ports = { hosts: this.#hosts, releaseFile: this.#releaseFile };
    return request.rollback
      ? planRollback(service, request.rollback, ports)
      : planPromotion(service, request, ports);
  }

  /** The rules that hold for promotions of a service to an environment. */
  policyOf(service: ResolvedService, environment: string): PromotionPolicy {
    return this.#policies.of(service, environment);
  }

  async judge(
    service: ResolvedService,
    request: RequestedPromotion,
    plan: PromotionPlan,
    {
      approval,
      maySee,
      isPatient,
      ...more
    }: Pick<GateFacts, 'pullRequest'> & {
      /** The promotion that is asked for, or open. */
      approval?: ApprovalRecord;
      /** What whoever reads the answers may see; without it no other service is named. */
      maySee?: MaySee;
      /** Set where no person waits for the answers. */
      isPatient?: boolean;
    } = {},
  ): Promise<Judgement> {
    const policy = this.policyOf(service, request.to);
    const [{ back, ...around }, clusterChanges] = await Promise.all([
      request.rollback
        ? {
            back: undefined,
            rollback: toRollbackDetails(request.rollback, plan),
          }
        : this.#aroundOf({ service, ...request, policy, maySee }, plan),
      this.#clusterChangesOf(request, plan, isPatient),
    ]);
    const answers = await this.#gates.evaluate(
      collectGateFacts(service, request, plan, this.#readModel, {
        isProtected: this.#protected.has(request.to),
        now: this.#now().toISOString(),
        policy,
        ...(approval ? { approval: approvalFacts(approval, policy) } : {}),
        ...around,
        ...(clusterChanges
          ? { clusterChanges: withoutDiffs(clusterChanges) }
          : {}),
        ...more,
      }),
    );
    const yielding = answers.filter(gate => gate.yieldsToReason);
    const overridden = (results: GateResult[]) =>
      applyOverrides(results, request.overrides ?? [], approval?.requestedBy);
    const gates = overridden(answers.map(gate => withReason(gate, request)));
    const obstacle =
      plan.problem ??
      blockingReason(overridden(answers.filter(gate => !gate.yieldsToReason)));
    const reason = plan.problem ?? blockingReason(gates);
    return {
      gates,
      reasonRequired: yielding.map(gate => gate.reason),
      ...(obstacle ? { obstacle } : {}),
      ...(reason ? { reason } : {}),
      ...(clusterChanges ? { clusterChanges } : {}),
      ...(back ? { back } : {}),
    };
  }

  /** The past of the target and the world around the service, read at the same time. */
  async #aroundOf(
    question: Parameters<WorldFactsReader['read']>[0] & RequestedPromotion,
    plan: PromotionPlan,
  ): Promise<
    Pick<
      GateFacts,
      | 'rolledBack'
      | 'openRollback'
      | 'outsideGit'
      | 'sourceDeployment'
      | 'world'
    > &
      SourceHistory
  > {
    const [past, world] = await Promise.all([
      this.#pastOf(question.service, question, plan),
      this.#world.read(question),
    ]);
    return { ...past, world };
  }

  async #clusterChangesOf(
    { to }: RequestedPromotion,
    { edit, location, tree }: PromotionPlan,
    isPatient: boolean | undefined,
  ): Promise<ClusterChanges | undefined> {
    return edit && edit.files.length > 0
      ? this.#clusterChanges.read(
          {
            repository: location.repository.url,
            tree,
            folder: overlayOf(tree.folder, to),
            environment: to,
            files: edit.files,
          },
          { isPatient },
        )
      : undefined;
  }

  /** What was rolled back in the target, or is about to be. */
  async #pastOf(
    service: ResolvedService,
    request: RequestedPromotion,
    plan: PromotionPlan,
  ): Promise<
    Pick<
      GateFacts,
      'rolledBack' | 'openRollback' | 'outsideGit' | 'sourceDeployment'
    > &
      SourceHistory
  > {
    const { entityRef } = service;
    const { from, to } = request;
    const { edit } = plan;
    const records = await this.#store.list(entityRef);
    const [history, deployments, emergencies, sourceDeployment] =
      await Promise.all([
        this.#sourceHistory.read(service, request, plan, records),
        this.#deployments.list({
          entityRef,
          environment: to,
          limit: PAST_DEPLOYMENTS,
        }),
        this.#emergencies.listActive(entityRef),
        this.#deployments.current(entityRef, from),
      ]);
    const emergency = emergencies.findLast(
      ({ environment }) => environment === to,
    );
    const rolledBack =
      edit && findRolledBack(records, deployments, to, edit.release);
    const openRollback = findOpenRollback(records, to);
    return {
      ...history,
      ...(sourceDeployment ? { sourceDeployment } : {}),
      ...(rolledBack ? { rolledBack } : {}),
      ...(openRollback ? { openRollback } : {}),
      ...(emergency ? { outsideGit: { release: emergency.release } } : {}),
    };
  }
}
