import {
  type GateResult,
  isJudgedLater,
  isQuietGate,
} from '@stonegarden/backstage-plugin-delivery-common';
import { printable } from '../format/printable';
import { formatTime } from './formatTime';

const WORDS: Record<GateResult['status'], string> = {
  passed: 'passed',
  failed: 'FAILED',
  pending: 'waits',
  unknown: 'UNKNOWN',
  overridden: 'OVERRIDDEN',
  skipped: 'skipped',
};

/** That of all words but the rarest. */
const MIN_WIDTH = WORDS.skipped.length;

/** Where only a pull request can be judged. It is no longer than the others. */
const LATER = 'later';

/**
 * What each gate says, with when its answer will change. Gates that nothing asks for are left out.
 *
 * @internal
 */
export function formatGates(gates: readonly GateResult[], now: Date): string {
  const width = Math.max(
    MIN_WIDTH,
    ...gates.map(({ status }) => WORDS[status].length),
  );
  return gates
    .filter(gate => !isQuietGate(gate))
    .map(gate => {
      const { title, status, reason } = gate;
      const word = isJudgedLater(gate) ? LATER : WORDS[status];
      const when = reason.changesAt
        ? ` Changes at ${formatTime(reason.changesAt, now)}.`
        : '';
      const margin = ' '.repeat(width + 4);
      return `  ${word.padEnd(width)}  ${printable(
        title,
      )}\n${margin}${printable(reason.message)}${when}\n`;
    })
    .join('');
}
