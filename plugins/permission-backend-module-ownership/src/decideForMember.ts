import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  catalogEntityCreatePermission,
  catalogEntityDeletePermission,
  catalogEntityReadPermission,
  catalogEntityRefreshPermission,
  catalogEntityValidatePermission,
  catalogIngestionManagePermission,
  catalogIngestionReadPermission,
  catalogLocationAnalyzePermission,
  catalogLocationCreatePermission,
  catalogLocationDeletePermission,
  catalogLocationReadPermission,
} from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createScaffolderTaskConditionalDecision,
  scaffolderTaskConditions,
} from '@backstage/plugin-scaffolder-backend/alpha';
import {
  actionExecutePermission,
  taskCancelPermission,
  taskCreatePermission,
  taskReadPermission,
  templateDryRunPermission,
  templateManagementPermission,
  templateParameterReadPermission,
  templateStepReadPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import {
  deliveryEnvironmentReadPermission,
  deliveryLineStopPermission,
  deliveryLogReadPermission,
  deliveryPromotionApprovePermission,
  deliveryPromotionCreatePermission,
  deliveryPromotionOverridePermission,
  deliveryRollbackBypassPermission,
  deliveryRolloutBypassPermission,
  deliveryRolloutUpdatePermission,
  deliveryRollbackCreatePermission,
  deliveryServiceProposePermission,
  deliverySyncCreatePermission,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  createDeliveryConditionalDecision,
  createDeliveryTeamConditionalDecision,
  deliveryConditions,
  deliveryTeamConditions,
} from '@stonegarden/backstage-plugin-delivery-node';

/** Whoever is signed in. */
export interface Member {
  userRef: string;
  /** Refs of the member and of the groups that the member belongs to. */
  claims: string[];
}

type Decide = (member: Member) => PolicyDecision;

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };
const allow: Decide = () => ALLOW;
const deny: Decide = () => DENY;

/** What a member may do who is neither a release manager nor an administrator. Every permission that is known stands here. */
const DECISIONS = new Map<Permission, Decide>([
  [catalogEntityReadPermission, allow],
  [catalogLocationReadPermission, allow],
  [
    catalogEntityRefreshPermission,
    ({ claims }) =>
      createCatalogConditionalDecision(
        catalogEntityRefreshPermission,
        catalogConditions.isEntityOwner({ claims }),
      ),
  ],
  // Whoever registers a location says what is in the catalog, and has the backend read an address.
  [catalogEntityCreatePermission, deny],
  [catalogEntityDeletePermission, deny],
  [catalogEntityValidatePermission, deny],
  [catalogLocationAnalyzePermission, deny],
  [catalogLocationCreatePermission, deny],
  [catalogLocationDeletePermission, deny],
  [catalogIngestionReadPermission, deny],
  [catalogIngestionManagePermission, deny],

  [templateParameterReadPermission, allow],
  [templateStepReadPermission, allow],
  [taskCreatePermission, allow],
  // What a template does is for whoever wrote it to say; its actions check the rights of whoever runs it.
  [actionExecutePermission, allow],
  [
    taskReadPermission,
    ({ userRef }) =>
      createScaffolderTaskConditionalDecision(
        taskReadPermission,
        scaffolderTaskConditions.isTaskOwner({ createdBy: [userRef] }),
      ),
  ],
  [
    taskCancelPermission,
    ({ userRef }) =>
      createScaffolderTaskConditionalDecision(
        taskCancelPermission,
        scaffolderTaskConditions.isTaskOwner({ createdBy: [userRef] }),
      ),
  ],
  // A dry run executes a template that the caller brings along.
  [templateDryRunPermission, deny],
  [templateManagementPermission, deny],

  [deliveryEnvironmentReadPermission, allow],
  [
    deliveryPromotionCreatePermission,
    ({ claims }) =>
      createDeliveryConditionalDecision(
        deliveryPromotionCreatePermission,
        deliveryConditions.isServiceOwner({ claims }),
      ),
  ],
  [deliveryPromotionApprovePermission, deny],
  // What gates protect is not the owner's alone.
  [deliveryPromotionOverridePermission, deny],
  // It holds back what other teams promote.
  [deliveryLineStopPermission, deny],
  // It skips review and whatever checks pull requests.
  [deliveryRollbackBypassPermission, deny],
  [
    deliveryRolloutUpdatePermission,
    ({ claims }) =>
      createDeliveryConditionalDecision(
        deliveryRolloutUpdatePermission,
        deliveryConditions.isServiceOwner({ claims }),
      ),
  ],
  // It leaves out the checks that stand before everybody gets a release: where an environment is protected, not for owners.
  [
    deliveryRolloutBypassPermission,
    ({ claims }) =>
      createDeliveryConditionalDecision(deliveryRolloutBypassPermission, {
        allOf: [
          deliveryConditions.isServiceOwner({ claims }),
          { not: deliveryConditions.isProtected() },
        ],
      }),
  ],
  // What programs log may be personal or secret.
  [
    deliveryLogReadPermission,
    ({ claims }) =>
      createDeliveryConditionalDecision(
        deliveryLogReadPermission,
        deliveryConditions.isServiceOwner({ claims }),
      ),
  ],
  [
    deliveryRollbackCreatePermission,
    ({ claims }) =>
      createDeliveryConditionalDecision(
        deliveryRollbackCreatePermission,
        deliveryConditions.isServiceOwner({ claims }),
      ),
  ],
  [
    deliverySyncCreatePermission,
    ({ claims }) =>
      createDeliveryConditionalDecision(deliverySyncCreatePermission, {
        allOf: [
          deliveryConditions.isServiceOwner({ claims }),
          {
            anyOf: [
              { not: deliveryConditions.isProtected() },
              deliveryConditions.isApproved(),
            ],
          },
        ],
      }),
  ],
  [
    deliveryServiceProposePermission,
    ({ claims }) =>
      createDeliveryTeamConditionalDecision(
        deliveryServiceProposePermission,
        deliveryTeamConditions.isTeamMember({ claims }),
      ),
  ],
]);

const BY_NAME: ReadonlyMap<string, Decide> = new Map(
  [...DECISIONS].map(([{ name }, decide]) => [name, decide]),
);

/** What a member may do, or undefined for a permission that the policy does not know. */
export function decideForMember(
  { name }: Permission,
  member: Member,
): PolicyDecision | undefined {
  return BY_NAME.get(name)?.(member);
}
