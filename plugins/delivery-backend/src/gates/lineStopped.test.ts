import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { ask, gateFacts } from '../__testUtils__/gateFacts';
import { lineStopped } from './lineStopped';

describe('line-stopped', () => {
  it('passes while nobody has stopped promotions', async () => {
    expect(
      await ask(lineStopped, gateFacts({ lineStop: { value: null } })),
    ).toMatchObject({ status: 'passed', code: 'LineRunning' });
  });

  it('says who stopped it, when and why', async () => {
    const stop = {
      reason: 'Payments fail',
      by: 'user:default/ada',
      at: '2026-01-01T11:00:00.000Z',
    };
    expect(
      await ask(lineStopped, gateFacts({ lineStop: { value: stop } })),
    ).toEqual({
      status: 'failed',
      code: 'LineStopped',
      message:
        'Nothing is promoted: user:default/ada stopped all promotions at 2026-01-01T11:00:00.000Z. Reason given: “Payments fail”',
    });
  });

  it.each([
    [
      'could not be read',
      { lineStop: { unknown: createReason('FactsNotRead', {}) } },
    ],
    ['was not looked for', {}],
    ['is not there at all', undefined],
  ])('is unknown where its state %s', async (_why, world) => {
    expect(await ask(lineStopped, gateFacts(world))).toMatchObject({
      status: 'unknown',
      code: 'FactsNotRead',
    });
  });

  it('does not concern rollbacks', () => {
    expect(lineStopped.appliesTo ?? 'promotion').toBe('promotion');
  });
});
