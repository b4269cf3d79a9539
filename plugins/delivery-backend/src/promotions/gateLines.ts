import {
  type GateResult,
  isJudgedLater,
  isQuietGate,
} from '@stonegarden/backstage-plugin-delivery-common';
import { markdownLine } from '@stonegarden/backstage-plugin-delivery-node';

/**
 * A line for each gate that something asks for, with what it went by when the pull request was opened. Empty when there is none.
 */
export function gateLines(gates: readonly GateResult[]): string[] {
  const asked = gates.filter(gate => !isQuietGate(gate));
  return asked.length === 0
    ? []
    : [
        '### Gates when this was opened',
        '',
        ...asked.map(gate => {
          const answer = isJudgedLater(gate) ? 'later' : gate.status;
          const message = markdownLine(gate.reason.message);
          return `- **${markdownLine(gate.title)}** (${answer}): ${message}`;
        }),
        '',
      ];
}
