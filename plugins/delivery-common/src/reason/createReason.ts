import { fillGaps } from '../fillGaps';
import { formatReason, type ReasonLanguage } from './formatReason';
import type { Reason, ReasonCode, ReasonParams } from './Reason';
import { reasonTexts } from './reasonTexts';

const ENGLISH: ReasonLanguage = {
  text: (key, params) => fillGaps(reasonTexts[key], params),
  time: iso => iso,
  health: status => status,
  reason: ({ message }) => message,
  number: value => String(Number(value.toPrecision(4))),
  person: ref => ref,
};

/**
 * A reason with its English message.
 *
 * @public
 */
export function createReason<Code extends ReasonCode>(
  code: Code,
  params: ReasonParams[Code],
  options: { changesAt?: string } = {},
): Reason<Code> {
  return {
    code,
    params,
    message: formatReason({ code, params }, ENGLISH),
    ...(options.changesAt ? { changesAt: options.changesAt } : {}),
  } as Reason<Code>;
}

/**
 * Whether two reasons say the same.
 *
 * @public
 */
export function isSameReason(
  one: Reason | undefined,
  other: Reason | undefined,
): boolean {
  return (
    one?.code === other?.code &&
    one?.message === other?.message &&
    one?.changesAt === other?.changesAt
  );
}
