import type { GateResult } from '@stonegarden/backstage-plugin-delivery-common';
import { printable } from '../format/printable';
import { formatTime } from './formatTime';

const WORDS: Record<GateResult['status'], string> = {
  passed: 'passed',
  failed: 'FAILED',
  pending: 'waits',
  unknown: 'UNKNOWN',
  skipped: 'skipped',
};

/**
 * What each gate says, with when its answer will change. Gates that have nothing to judge are left out.
 *
 * @internal
 */
export function formatGates(gates: readonly GateResult[], now: Date): string {
  const width = Math.max(...Object.values(WORDS).map(word => word.length));
  return gates
    .filter(({ status }) => status !== 'skipped')
    .map(({ title, status, reason }) => {
      const when = reason.changesAt
        ? ` Changes at ${formatTime(reason.changesAt, now)}.`
        : '';
      const margin = ' '.repeat(width + 4);
      return `  ${WORDS[status].padEnd(width)}  ${printable(
        title,
      )}\n${margin}${printable(reason.message)}${when}\n`;
    })
    .join('');
}
