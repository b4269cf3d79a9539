import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import type {
  GateAnswer,
  GateFact,
} from '@stonegarden/backstage-plugin-delivery-node';

/** Judges what was found. What is not known, or was not looked for, is `unknown`, which holds a promotion back. */
export function judgeFact<T>(
  fact: GateFact<T> | undefined,
  judge: (value: T) => GateAnswer,
): GateAnswer {
  if (!fact) {
    return { status: 'unknown', reason: createReason('FactsNotRead', {}) };
  }
  return fact.unknown
    ? { status: 'unknown', reason: fact.unknown }
    : judge(fact.value as T);
}
