import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** Key of the entries in app-config. */
export const AUTOMATION = 'delivery.access.automation';

/** What a token of `backend.auth.externalAccess` may do here, beside what its `accessRestrictions` say. */
export interface AutomationEntry {
  /** Subject of the token, as `backend.auth.externalAccess` gives it. */
  subject: string;
  /** Refs of the owners whose services it is about. */
  owners: string[];
  /** Names of the environments that it may act in; every one when undefined. */
  environments?: string[];
}

function readOwner(ref: string, where: string): string {
  try {
    const canonical = stringifyEntityRef(parseEntityRef(ref));
    if (/^(group|user):[^/\s]+\/[^/\s]+$/.test(canonical)) {
      return canonical;
    }
  } catch {
    // It is told below what would be right.
  }
  throw new InputError(
    `${where} in app-config must be the ref of a group or user, for example group:default/product, not ${JSON.stringify(
      ref,
    )}`,
  );
}

function readEntry(config: Config, index: number): AutomationEntry {
  const where = `${AUTOMATION}[${index}]`;
  const subject = config.getOptionalString('subject');
  if (!subject) {
    throw new InputError(
      `${where}.subject is missing in app-config: the subject of a token of backend.auth.externalAccess`,
    );
  }
  const owners = config.getOptionalStringArray('owners') ?? [];
  if (owners.length === 0) {
    throw new InputError(
      `${where}.owners is missing in app-config: the groups whose services ${subject} is about, for example [group:default/product]`,
    );
  }
  return {
    subject,
    owners: owners.map((ref, at) => readOwner(ref, `${where}.owners[${at}]`)),
    environments: config.getOptionalStringArray('environments'),
  };
}

/** Reads and checks `delivery.access.automation`; an error names the key that is missing or wrong. */
export function readAutomation(config: Config): AutomationEntry[] {
  const entries =
    config.getOptionalConfigArray(AUTOMATION)?.map(readEntry) ?? [];
  entries.forEach(({ subject }, index) => {
    const first = entries.findIndex(other => other.subject === subject);
    if (first !== index) {
      throw new InputError(
        `${AUTOMATION}[${index}] in app-config has the subject ${subject} of entry ${first}; list all owners in one entry`,
      );
    }
  });
  return entries;
}
