import {
  AuthorizeResult,
  Permission,
  PermissionCondition,
  PermissionCriteria,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { PolicyQueryUser } from '@backstage/plugin-permission-node';
import { OwnershipPolicy } from '../OwnershipPolicy';

export const ADMINISTRATORS = 'group:default/portal-administrators';
export const RELEASE_MANAGERS = 'group:default/release-managers';

export const policy = new OwnershipPolicy({
  administrators: [ADMINISTRATORS],
  releaseManagers: [RELEASE_MANAGERS],
  alsoAllow: [],
});

export function user(name: string, ...groups: string[]): PolicyQueryUser {
  const userEntityRef = `user:default/${name}`;
  return {
    credentials: mockCredentials.user(userEntityRef),
    info: { userEntityRef, ownershipEntityRefs: [userEntityRef, ...groups] },
  };
}

/** The roles of the guide's table, in its order; undefined: whoever is not signed in. */
export const ROLES: Record<string, PolicyQueryUser | undefined> = {
  'not signed in': undefined,
  member: user('olga', 'group:default/product'),
  'release manager': user('rita', RELEASE_MANAGERS),
  administrator: user('ada', ADMINISTRATORS),
};

/** What a rule holds for, as the guide says it. */
const WORDS: Record<string, string> = {
  IS_ENTITY_OWNER: 'own entities',
  IS_TASK_OWNER: 'own tasks',
  IS_SERVICE_OWNER: 'own services',
  IS_TEAM_MEMBER: 'own teams',
  IS_PROTECTED: 'protected',
  IS_APPROVED: 'approved',
};

function inWords(criteria: PermissionCriteria<PermissionCondition>): string {
  if ('not' in criteria) {
    return `not ${inWords(criteria.not)}`;
  }
  if ('allOf' in criteria) {
    return criteria.allOf.map(inWords).join(', if ');
  }
  if ('anyOf' in criteria) {
    return criteria.anyOf.map(inWords).join(' or ');
  }
  const words = WORDS[criteria.rule];
  if (!words) {
    throw new Error(`The rule ${criteria.rule} has no words in rightsTable.ts`);
  }
  return words;
}

export function decisionInWords(decision: PolicyDecision): string {
  switch (decision.result) {
    case AuthorizeResult.ALLOW:
      return 'yes';
    case AuthorizeResult.DENY:
      return '–';
    default:
      return inWords(decision.conditions);
  }
}

/** The guide's table of these permissions and the roles, as Markdown that prettier leaves as it is. */
export async function rightsTable(permissions: Permission[]): Promise<string> {
  const names = Object.keys(ROLES);
  const rows = await Promise.all(
    permissions.map(async permission => [
      `\`${permission.name}\``,
      ...(await Promise.all(
        names.map(async name =>
          decisionInWords(await policy.handle({ permission }, ROLES[name])),
        ),
      )),
    ]),
  );
  const table = [['permission', ...names], ...rows];
  const widths = table[0].map((_cell, column) =>
    Math.max(...table.map(row => row[column].length)),
  );
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const padded = table.map(row =>
    line(row.map((cell, column) => cell.padEnd(widths[column]))),
  );
  return [
    padded[0],
    line(widths.map(width => '-'.repeat(width))),
    ...padded.slice(1),
  ].join('\n');
}
