import type { ResourceReference } from '../environment/EnvironmentStatus';
import type { Reason } from '../reason/Reason';

/**
 * A field of an object that gets another value.
 *
 * @public
 */
export interface FieldChange {
  /** For example `spec.template.spec.containers[web].image`. */
  path: string;
  /** As JSON where it is no plain text, and shortened where it is long; left out where there was none. */
  before?: string;
  /** As `before`; left out where there is none any more. */
  after?: string;
}

/**
 * An object that a change of Git makes, changes or removes. Values of Secrets are masked in all of it: equal masks are equal
 * values.
 *
 * @public
 */
export interface ObjectChange extends ResourceReference {
  /** `removed` only where Argo CD prunes. */
  change: 'created' | 'updated' | 'removed';
  /** What it was called, where kustomize gave it another suffix for its new content. */
  previousName?: string;
  /** Of an object that is updated, at most {@link MAX_FIELD_CHANGES}. */
  fields: FieldChange[];
  /** How many more fields there are. */
  moreFields?: number;
  /** Unified diff of the object as YAML; left out where it is too long. */
  diff?: string;
}

/**
 * What a change of Git changes in the cluster: an environment's folder rendered before and after, and compared.
 *
 * - `known`: exactly that changes
 * - `unsupported`: the files use what the portal does not render, such as a remote base
 * - `unknown`: the files could not be read or rendered in time, or are wrong
 *
 * @public
 */
export type ClusterChanges =
  | {
      status: 'known';
      /** What the objects were told by: `stonegarden`, `kustomize` or another renderer. */
      renderer: string;
      /** What is removed first; at most {@link MAX_OBJECT_CHANGES}. */
      objects: ObjectChange[];
      totals: Record<ObjectChange['change'], number>;
      /** What may go wrong with it, the worst first; empty where nothing is known to. */
      dangers: Reason[];
    }
  | { status: 'unsupported' | 'unknown'; reason: Reason };

/**
 * The most objects that are told by themselves.
 *
 * @public
 */
export const MAX_OBJECT_CHANGES = 100;

/**
 * The most fields of an object that are told.
 *
 * @public
 */
export const MAX_FIELD_CHANGES = 50;
