import { isDeepStrictEqual } from 'node:util';
import type { ServiceFolderResult } from '@stonegarden/gitops-manifests';
import type {
  Diagnostic,
  ResolvedDependency,
} from '@stonegarden/service-manifest';
import type { EntityContext } from '../entities/EntityContext';
import {
  toServiceComponent,
  toUnreadComponent,
} from '../entities/toServiceComponent';
import { locationAnnotations } from '../entities/locationAnnotations';
import type { ServiceSource } from './selectServices';
import type { ServiceEntity } from '@stonegarden/backstage-plugin-delivery-common';

/**
 * A service, and what was found in its folder where its manifest can be used.
 *
 * @internal
 */
export type MappedService =
  | {
      source: Extract<ServiceSource, { kind: 'good' }>;
      folder: ServiceFolderResult;
      hasDocs: boolean;
    }
  | { source: Extract<ServiceSource, { kind: 'kept' }> }
  | {
      source: Extract<ServiceSource, { kind: 'unread' }>;
      /** Ref of a Group. */
      owner: string;
    };

/**
 * Makes the Components of services, and makes one again only when something that it comes from is another than before:
 * else it is the same object.
 *
 * @internal
 */
export class ServiceMapper {
  readonly #context: EntityContext;
  readonly #made = new Map<
    string,
    { from: MappedService; component: ServiceEntity }
  >();

  constructor(context: EntityContext) {
    this.#context = context;
  }

  /** The Component of a service. */
  map(from: MappedService): ServiceEntity {
    const { path } = from.source;
    const before = this.#made.get(path);
    if (before && isSameService(before.from, from)) {
      return before.component;
    }
    const made = this.#make(from);
    const component =
      before && isDeepStrictEqual(before.component, made)
        ? before.component
        : made;
    this.#made.set(path, { from, component });
    return component;
  }

  /** Forgets the services that are no longer there. */
  retain(paths: ReadonlySet<string>): void {
    for (const path of this.#made.keys()) {
      if (!paths.has(path)) {
        this.#made.delete(path);
      }
    }
  }

  #make(from: MappedService): ServiceEntity {
    const context = this.#context;
    const problems = problemsOf(from);
    if ('folder' in from) {
      const { source, folder, hasDocs } = from;
      const { parsed, dependencies } = source;
      const { manifest } = parsed;
      const { releases } = folder;
      return toServiceComponent(
        { manifest, dependencies, problems, releases, hasDocs },
        context,
      );
    }
    if ('owner' in from) {
      const { source, owner } = from;
      return toUnreadComponent(source.service, owner, problems, context);
    }
    const { entity, path } = from.source;
    return {
      ...entity,
      metadata: {
        ...entity.metadata,
        annotations: {
          ...entity.metadata.annotations,
          ...locationAnnotations(context.addresses.fileUrl(path), context),
        },
      },
      spec: { ...entity.spec, problems },
    };
  }
}

function problemsOf(from: MappedService): Diagnostic[] {
  const { parsed, ofSet } = from.source;
  const ofFolder = 'folder' in from ? from.folder.diagnostics : [];
  return [...parsed.diagnostics, ...ofSet, ...ofFolder];
}

/** Parts that are kept from build to build are compared as objects, others by what they say. */
function isSameService(before: MappedService, after: MappedService): boolean {
  const a = before.source;
  const b = after.source;
  if (a.parsed !== b.parsed || !isSameList(a.ofSet, b.ofSet)) {
    return false;
  }
  if ('folder' in before && 'folder' in after) {
    return (
      before.folder === after.folder &&
      before.hasDocs === after.hasDocs &&
      isSameDependencies(before.source.dependencies, after.source.dependencies)
    );
  }
  if ('owner' in before && 'owner' in after) {
    return before.owner === after.owner;
  }
  return (
    a.kind === 'kept' &&
    b.kind === 'kept' &&
    isDeepStrictEqual(a.entity, b.entity)
  );
}

function isSameDependencies(
  a: ResolvedDependency[],
  b: ResolvedDependency[],
): boolean {
  return (
    a === b ||
    (a.length === b.length &&
      a.every(
        ({ ref, optional, service }, index) =>
          ref === b[index].ref &&
          optional === b[index].optional &&
          service === b[index].service,
      ))
  );
}

function isSameList(a: object[], b: object[]): boolean {
  return (
    a === b ||
    (a.length === b.length &&
      a.every(
        (one, index) => one === b[index] || isDeepStrictEqual(one, b[index]),
      ))
  );
}
