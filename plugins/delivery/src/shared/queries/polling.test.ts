import {
  environment,
  promotion,
  serviceDelivery,
} from '../../__testUtils__/delivery';
import { isBusy, isUnderWay, pollInterval } from './polling';

describe('polling', () => {
  it('looks closely at what is under way or when signals are missing', () => {
    expect(pollInterval(false, true)).toBe(30_000);
    expect(pollInterval(true, true)).toBe(5_000);
    expect(pollInterval(false, false)).toBe(5_000);
  });

  it('knows which promotions still change', () => {
    expect(isUnderWay(promotion({ status: 'verifying' }))).toBe(true);
    expect(isUnderWay(promotion({ status: 'failed' }))).toBe(false);
    expect(isUnderWay(undefined)).toBe(false);
  });

  it('is busy while a stop or a transition changes', () => {
    const calm = {
      environments: [environment('dev')],
      transitions: [],
    };
    expect(isBusy(serviceDelivery(calm))).toBe(false);
    expect(isBusy(undefined)).toBe(false);
    expect(
      isBusy(
        serviceDelivery({
          ...calm,
          environments: [environment('dev', { health: 'Progressing' })],
        }),
      ),
    ).toBe(true);
    expect(
      isBusy(
        serviceDelivery({
          ...calm,
          environments: [
            environment('dev', {
              operation: { kind: 'sync', phase: 'Running' },
            }),
          ],
        }),
      ),
    ).toBe(true);
    const withCanary = (state: 'paused' | 'aborted') =>
      serviceDelivery({
        ...calm,
        environments: [
          environment('dev', { canary: { release: { images: [] }, state } }),
        ],
      });
    expect(isBusy(withCanary('paused'))).toBe(true);
    expect(isBusy(withCanary('aborted'))).toBe(false);
    expect(
      isBusy(
        serviceDelivery({
          ...calm,
          transitions: [
            {
              from: 'dev',
              to: 'production',
              state: 'under-way',
              changes: [],
              promotion: promotion(),
            },
          ],
        }),
      ),
    ).toBe(true);
  });
});
