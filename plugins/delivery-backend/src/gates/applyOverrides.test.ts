import {
  createReason,
  type GateResult,
  type PromotionOverride,
} from '@stonegarden/backstage-plugin-delivery-common';
import { applyOverrides } from './applyOverrides';
import { blockingReason } from './blockingReason';

const RITA = 'user:default/rita';
const OLGA = 'user:default/olga';
const HOUR = '2026-01-01T13:00:00.000Z';

const gate = (id: string, more: Partial<GateResult> = {}): GateResult => ({
  id,
  title: id,
  status: 'failed',
  overridable: true,
  reason: createReason('ExternalGate', { gate: id, message: `No: ${id}.` }),
  ...more,
});
const override = (
  gates: string[],
  more: Partial<PromotionOverride> = {},
): PromotionOverride => ({
  by: RITA,
  at: '2026-01-01T12:00:00.000Z',
  until: HOUR,
  reason: 'The fix is in it.',
  gates,
  ...more,
});

describe('applyOverrides', () => {
  it.each(['failed', 'pending', 'unknown'] as const)(
    'lifts a gate that is %s, keeps what it said, and does not call it passed',
    status => {
      const given = gate('freeze', { status });
      const [result] = applyOverrides([given], [override(['freeze'])], OLGA);
      expect(result).toEqual({
        id: 'freeze',
        title: 'freeze',
        status: 'overridden',
        reason: expect.objectContaining({
          code: 'Overridden',
          params: {
            cause: given.reason,
            by: RITA,
            until: HOUR,
            text: 'The fix is in it.',
          },
          changesAt: HOUR,
        }),
      });
      expect(blockingReason([result])).toBeUndefined();
      expect(blockingReason([given])).toBeDefined();
    },
  );

  it('leaves alone what it does not name, what has passed, and what nobody may override', () => {
    const gates = [
      gate('soak'),
      gate('freeze', { status: 'passed' }),
      gate('differs', { overridable: undefined }),
    ];
    expect(
      applyOverrides(gates, [override(['freeze', 'differs'])], OLGA),
    ).toEqual(gates);
  });

  it('does not lift the approval of what the same person asked for', () => {
    const gates = [gate('approval', { status: 'pending' }), gate('freeze')];
    const given = [override(['approval', 'freeze'])];
    const statuses = (requestedBy: string) =>
      applyOverrides(gates, given, requestedBy).map(({ status }) => status);
    expect(statuses(RITA)).toEqual(['pending', 'overridden']);
    expect(statuses(OLGA)).toEqual(['overridden', 'overridden']);
  });

  it('names the override that lasts longest, and changes when the gate does, if that is sooner', () => {
    const soon = '2026-01-01T12:30:00.000Z';
    const pending = gate('soak', {
      status: 'pending',
      reason: createReason(
        'ExternalGate',
        { gate: 'soak', message: 'Wait.' },
        { changesAt: soon },
      ),
    });
    const [result] = applyOverrides(
      [pending],
      [override(['soak'], { until: soon, by: OLGA }), override(['soak'])],
      undefined,
    );
    expect(result.reason).toMatchObject({
      params: { by: RITA, until: HOUR },
      changesAt: soon,
    });
  });
});
