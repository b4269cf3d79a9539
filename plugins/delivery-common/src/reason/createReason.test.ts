import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { reasonExamples, reasonsPage } from './__testUtils__/reasonsPage';
import { createReason, isSameReason } from './createReason';
import { isReasonCode } from './formatReason';

describe('createReason', () => {
  it('makes the message from code and parameters', () => {
    expect(
      createReason(
        'TargetDegraded',
        { environment: 'production', detail: 'ImagePullBackOff' },
        { changesAt: '2026-01-01T11:00:00.000Z' },
      ),
    ).toEqual({
      code: 'TargetDegraded',
      params: { environment: 'production', detail: 'ImagePullBackOff' },
      message: 'production became Degraded after the sync: ImagePullBackOff.',
      changesAt: '2026-01-01T11:00:00.000Z',
    });
  });

  it.each(['It crashed.', 'It crashed'])('ends what others say: %s', detail => {
    expect(
      createReason('EnvironmentUnhealthy', {
        environment: 'staging',
        health: 'Degraded',
        detail,
      }).message,
    ).toBe('staging is Degraded: It crashed. Try again when it is Healthy.');
  });

  it('says a thing once that several gates say', () => {
    const silent = createReason('ArgocdUnreachable', { instance: 'homelab' });
    const other = createReason('NothingToPromote', { from: 'a', to: 'b' });
    expect(
      createReason('SeveralGates', { reasons: [silent, other, silent] })
        .message,
    ).toBe(`${silent.message} ${other.message}`);
  });

  it.each(reasonExamples())('$code is a whole sentence', ({ message }) => {
    expect(message).toMatch(/^\S.*[.:]?$/);
    expect(message).not.toMatch(/undefined|\[object|\.\.(?!\/)|\s{2}/);
  });

  it('knows its codes', () => {
    expect(isReasonCode('TargetDegraded')).toBe(true);
    expect(isReasonCode('toString')).toBe(false);
    expect(reasonExamples().every(({ code }) => isReasonCode(code))).toBe(true);
  });
});

describe('isSameReason', () => {
  it('compares what is said', () => {
    const one = createReason('AwaitingSync', { environment: 'dev' });
    expect(isSameReason(one, { ...one })).toBe(true);
    expect(isSameReason(undefined, undefined)).toBe(true);
    expect(isSameReason(one, undefined)).toBe(false);
    expect(
      isSameReason(one, createReason('AwaitingSync', { environment: 'prod' })),
    ).toBe(false);
  });
});

describe('docs/reference/reasons.md', () => {
  it('lists every code with its parameters and its sentence', () => {
    const file = resolve(__dirname, '../../../../docs/reference/reasons.md');
    if (process.env.UPDATE === '1') {
      writeFileSync(file, reasonsPage());
    }
    expect(readFileSync(file, 'utf8')).toBe(reasonsPage());
  });
});
