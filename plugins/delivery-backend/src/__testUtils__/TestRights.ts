import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  DefinitivePolicyDecision,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  deliveryEnvironmentPermissions,
  parseEnvironmentRef,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  createDeliveryConditionalDecision,
  deliveryConditions,
} from '@stonegarden/backstage-plugin-delivery-node';

/** What a policy says about a permission: yes, no, only in these environments, or its own decision. */
export type TestAnswer = boolean | string[] | PolicyDecision;

/** A permission system whose policy is a function, and can be changed while the backend runs. */
export class TestRights implements PermissionsService {
  /** How often the permission system was asked. */
  requests = 0;
  answer: (permission: string) => TestAnswer = () => true;

  /** Gives all permissions. */
  allowAll() {
    this.answer = () => true;
  }

  /** Gives no permission of service delivery but these, if any; the catalog stays visible. */
  allowOnly(...permissions: Array<string | undefined>) {
    this.answer = name =>
      permissions.includes(name) || name === 'catalog.entity.read';
  }

  /** Gives every permission but this one. */
  allowAllBut(permission: string) {
    this.answer = name => name !== permission;
  }

  /** Gives every permission, this one only in some environments. */
  allowIn(permission: string, environments: string[]) {
    this.answer = name => (name === permission ? environments : true);
  }

  async authorizeConditional(
    requests: Array<{ permission: Permission }>,
  ): Promise<PolicyDecision[]> {
    this.requests += 1;
    return requests.map(({ permission }) => this.#decide(permission));
  }

  async authorize(
    requests: Array<{ permission: Permission; resourceRef?: string }>,
  ): Promise<DefinitivePolicyDecision[]> {
    this.requests += 1;
    return requests.map(({ permission, resourceRef }) => {
      const answer = this.answer(permission.name);
      const environment = parseEnvironmentRef(resourceRef ?? '')?.environment;
      const allowed = Array.isArray(answer)
        ? environment !== undefined && answer.includes(environment)
        : answer === true;
      return {
        result: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
      };
    });
  }

  #decide(permission: Permission): PolicyDecision {
    const answer = this.answer(permission.name);
    if (Array.isArray(answer)) {
      const own = deliveryEnvironmentPermissions.find(
        ({ name }) => name === permission.name,
      );
      if (!own) {
        throw new Error(`${permission.name} is not about environments`);
      }
      return createDeliveryConditionalDecision(
        own,
        deliveryConditions.isEnvironment({ names: answer }),
      );
    }
    if (typeof answer === 'object') {
      return answer;
    }
    return { result: answer ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
  }
}
