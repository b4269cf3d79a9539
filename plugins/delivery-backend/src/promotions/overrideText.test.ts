import { codeBlock } from '@stonegarden/backstage-plugin-delivery-node';
import {
  createReason,
  type GateResult,
} from '@stonegarden/backstage-plugin-delivery-common';
import fc from 'fast-check';
import { overriddenLine, overrideText } from './overrideText';

const override = {
  by: 'user:default/rita',
  at: '2026-01-01T12:00:00.000Z',
  until: '2026-01-01T13:00:00.000Z',
  reason: 'The fix is in it.',
  gates: ['freeze', 'soak', 'change-record'],
};

describe('overrideText', () => {
  it('says who, until when, why and which gates', () => {
    const text = overrideText(override, 'staging').join('\n');
    expect(text).toContain('`user:default/rita`');
    expect(text).toContain('until `2026-01-01T13:00:00.000Z`');
    expect(text).toContain(
      '- No freeze is on (`freeze`)\n- It has run long enough in staging (`soak`)\n- change-record (`change-record`)',
    );
  });

  it('takes what people write as nothing but code', () => {
    const bare = overrideText({ ...override, reason: '' }, 'staging');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), reason => {
        const lines = overrideText({ ...override, reason }, 'staging');
        expect(lines.filter(line => line !== codeBlock(reason))).toEqual(
          bare.filter(line => line !== codeBlock('')),
        );
      }),
    );
  });
});

describe('overriddenLine', () => {
  const gate = (
    title: string,
    until: string,
    status: GateResult['status'] = 'overridden',
  ): GateResult => ({
    id: title,
    title,
    status,
    reason: createReason('Overridden', {
      cause: createReason('LineRunning', {}),
      by: override.by,
      until,
      text: 'x',
    }),
  });

  it('says nothing where no gate is overridden', () => {
    expect(overriddenLine(undefined)).toBeUndefined();
    expect(overriddenLine([gate('a', override.until, 'failed')])).toBe(
      undefined,
    );
  });

  it('names all, and the first time at which one ends', () => {
    expect(overriddenLine([gate('A', override.until)])).toBe(
      `1 gate overridden by user:default/rita until ${override.until}: A`,
    );
    expect(
      overriddenLine([
        gate('A', override.until),
        gate('B', '2026-01-01T12:30:00.000Z'),
      ]),
    ).toBe(
      '2 gates overridden by user:default/rita until 2026-01-01T12:30:00.000Z: A, B',
    );
  });
});
