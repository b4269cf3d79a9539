import { isDeepStrictEqual } from 'node:util';
import {
  createReason,
  type Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ObjectDifference } from '../compareObjects';
import { at, type Fields, fieldsOf, toObject } from '../KubernetesObject';
import { podTemplateOf } from './podSpecOf';

/** Where these say which pods they are for. */
const SELECTORS: Record<string, string[]> = {
  '/Service': ['spec', 'selector'],
  'networking.k8s.io/NetworkPolicy': ['spec', 'podSelector'],
  'policy/PodDisruptionBudget': ['spec', 'selector'],
};

function idOf({ group = '', kind }: { group?: string; kind: string }): string {
  return `${group}/${kind}`;
}

/** Services and the like that are for other pods than before. */
export function findSelectorChanges({
  before,
  after,
}: ObjectDifference): Reason[] {
  const path = after && SELECTORS[idOf(after.reference)];
  if (
    !before ||
    !path ||
    isDeepStrictEqual(at(before.value, path), at(after.value, path))
  ) {
    return [];
  }
  const { kind, name } = after.reference;
  return [createReason('SelectorChanged', { kind, name })];
}

function selectsAny(service: Fields, manifests: readonly Fields[]): boolean {
  const selector = Object.entries(fieldsOf(at(service, ['spec', 'selector'])));
  const namespace = at(service, ['metadata', 'namespace']);
  return (
    selector.length > 0 &&
    manifests.some(manifest => {
      const labels = fieldsOf(
        at(podTemplateOf(manifest), ['metadata', 'labels']),
      );
      return (
        podTemplateOf(manifest) !== undefined &&
        at(manifest, ['metadata', 'namespace']) === namespace &&
        selector.every(([key, value]) => labels[key] === value)
      );
    })
  );
}

/** Services that selected pods beside them, and do so no longer, whichever of the two changed. */
export function findLostPods(
  before: readonly Fields[],
  after: readonly Fields[],
): Reason[] {
  return after.flatMap(service => {
    const { reference } = toObject(service);
    if (idOf(reference) !== '/Service') {
      return [];
    }
    const earlier = before.find(one =>
      isDeepStrictEqual(toObject(one).reference, reference),
    );
    const { kind, name } = reference;
    return earlier && selectsAny(earlier, before) && !selectsAny(service, after)
      ? [createReason('NoPodsSelected', { kind, name })]
      : [];
  });
}
