import type { GateResult } from '@stonegarden/backstage-plugin-delivery-common';
import { markdownLine } from '@stonegarden/backstage-plugin-delivery-node';

/** A line for each gate, with what it went by when the pull request was opened. Empty when no gate was asked. */
export function gateLines(gates: readonly GateResult[]): string[] {
  return gates.length === 0
    ? []
    : [
        '### Gates when this was opened',
        '',
        ...gates.map(
          ({ title, status, reason }) =>
            `- **${markdownLine(title)}** (${status}): ${markdownLine(
              reason.message,
            )}`,
        ),
        '',
      ];
}
