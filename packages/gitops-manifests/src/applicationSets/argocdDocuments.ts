import { isRecord, isText } from '../kustomize/Kustomization';
import type { TreeDocument } from './TreeDocument';

/**
 * An Application or an ApplicationSet.
 *
 * @internal
 */
export type ArgocdDocument = TreeDocument & { value: Record<string, unknown> };

/**
 * Whether a document is of Argo CD, and of a kind.
 *
 * @internal
 */
export function isOfArgocd(
  document: TreeDocument,
  kind: 'Application' | 'ApplicationSet',
): document is ArgocdDocument {
  const { value } = document;
  return (
    isRecord(value) &&
    value.kind === kind &&
    isText(value.apiVersion) &&
    value.apiVersion.startsWith('argoproj.io/')
  );
}

/**
 * Name of an Application or ApplicationSet, for sentences.
 *
 * @internal
 */
export function argocdName({ metadata }: Record<string, unknown>): string {
  const name = isRecord(metadata) ? metadata.name : undefined;
  return isText(name) ? name : 'without a name';
}
