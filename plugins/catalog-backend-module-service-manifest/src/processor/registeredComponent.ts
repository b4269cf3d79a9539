import {
  type Diagnostic,
  type ManifestParseResult,
  type ServiceManifest,
  locateManifest,
} from '@stonegarden/service-manifest';
import { checkKeys } from '../parsing/checkKeys';
import type { EntityContext } from '../entities/EntityContext';
import { entityRef } from '../entities/entityNames';
import {
  toServiceComponent,
  toUnreadComponent,
} from '../entities/toServiceComponent';
import { UNKNOWN_TEAM } from '../entities/toGroups';
import type { ServiceEntity } from '@stonegarden/backstage-plugin-delivery-common';
import type { DescribedLocation } from './describeLocation';

/**
 * What is known of a registered manifest: what it said last, and its last good version.
 *
 * @internal
 */
// Assignable to JsonObject, which no interface is.
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions
export type RegisteredManifest = {
  diagnostics: Diagnostic[];
  /** Of a manifest that is not good: name and team where they can be read. */
  broken?: { name?: string; team?: string };
  good?: ServiceManifest;
};

/**
 * Takes over what a manifest says now.
 *
 * @internal
 */
export function registerManifest(
  result: Exclude<ManifestParseResult, { kind: 'foreign' }>,
  before?: RegisteredManifest,
): RegisteredManifest {
  const { diagnostics } = result;
  if (result.kind === 'manifest') {
    const { manifest } = result;
    return {
      diagnostics: [...diagnostics, ...checkKeys(manifest, [])],
      good: manifest,
    };
  }
  const { name, team } = result;
  return { diagnostics, broken: { name, team }, good: before?.good };
}

/**
 * The Component of one registered manifest: the same that a source makes of it, as far as one manifest alone tells. What it
 * shares with others (teams, Systems, Domains, clusters) comes from sources only: whoever may register a file must not be
 * able to say who belongs to a team, or to take the place of what Git has.
 *
 * @param kept - the Component that the catalog has of its last good version, where that is not known otherwise
 * @returns undefined for a manifest that has no name that can be used
 * @internal
 */
export function registeredComponent(
  manifest: RegisteredManifest,
  {
    path,
    addresses,
    applicationLabel,
  }: DescribedLocation & Pick<EntityContext, 'applicationLabel'>,
  kept?: ServiceEntity,
): ServiceEntity | undefined {
  const context: EntityContext = { folder: '', addresses, applicationLabel };
  return toComponent(manifest, path, context, kept);
}

/**
 * Name of the service, as far as the manifest or its place tells.
 *
 * @internal
 */
export function registeredName(
  { good, broken }: RegisteredManifest,
  path: string,
): string | undefined {
  const name = good?.name ?? broken?.name ?? locateManifest(path).folder;
  return /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/.test(name) ? name : undefined;
}

function toComponent(
  manifest: RegisteredManifest,
  path: string,
  context: EntityContext,
  kept?: ServiceEntity,
): ServiceEntity | undefined {
  const { good, broken, diagnostics } = manifest;
  if (good) {
    return toServiceComponent(
      {
        manifest: good,
        dependencies: good.dependencies.map(dependency => ({
          ...dependency,
          service: nameIn(dependency.ref),
        })),
        problems: diagnostics,
        releases: [],
        hasDocs: false,
      },
      context,
    );
  }
  if (kept) {
    return { ...kept, spec: { ...kept.spec, problems: diagnostics } };
  }
  const name = registeredName(manifest, path);
  const owner = entityRef('group', broken?.team ?? UNKNOWN_TEAM);
  return name === undefined
    ? undefined
    : toUnreadComponent(
        { name, location: locateManifest(path) },
        owner,
        diagnostics,
        context,
      );
}

/** Nobody else is asked what a dependency means, so that its last part is taken for the name. */
function nameIn(ref: string): string {
  return ref.replace(/^.*[:/]/, '');
}
