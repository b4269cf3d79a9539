import { fillGaps } from '../fillGaps';
import { formatReason } from './formatReason';
import type { ReasonLanguage } from './ReasonLanguage';
import type { Reason, ReasonCode, ReasonParams } from './Reason';
import { reasonTexts } from './reasonTexts';

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;

/** `1 d 6 h`: in its two largest units; what is shorter than a second is left out. */
function duration(milliseconds: number): string {
  let rest = milliseconds;
  const parts = UNITS.flatMap(([unit, length]) => {
    const value = Math.floor(rest / length);
    rest -= value * length;
    return value > 0 ? [`${value} ${unit}`] : [];
  });
  return parts.slice(0, 2).join(' ') || '0 s';
}

/**
 * English, as messages have it.
 *
 * @public
 */
export const englishReasons: ReasonLanguage = {
  text: (key, params) => fillGaps(reasonTexts[key], params),
  time: iso => iso,
  health: status => status,
  reason: ({ message }) => message,
  number: value => String(Number(value.toPrecision(4))),
  duration,
  person: ref => ref,
  group: ref => ref,
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
    message: formatReason({ code, params }, englishReasons),
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
