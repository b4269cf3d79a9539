import type {
  MeasuredSla,
  SlaReading,
} from '@stonegarden/backstage-plugin-delivery-common';

/** A month that is half over, with three quarters of its budget left. */
export function slaReading(overrides: Partial<SlaReading> = {}): SlaReading {
  const day = 86_400_000;
  const from = new Date(Date.now() - 15 * day);
  return {
    environment: 'production',
    state: 'measured',
    asOf: new Date(Date.now() - 12_000).toISOString(),
    availability: {
      measured: 0.99975,
      target: 0.999,
      window: 'month',
      coverage: 1,
    },
    budget: {
      left: 0.75,
      burnRate: { lastHour: 3.21, last6Hours: 0.4 },
      points: [5, 10, 15].map((days, index) => ({
        at: new Date(from.getTime() + days * day).toISOString(),
        left: [1, 0.9, 0.75][index],
      })),
      from: from.toISOString(),
      until: new Date(from.getTime() + 30 * day).toISOString(),
    },
    latency: { share: 0.972, thresholdSeconds: 0.2, targetShare: 0.95 },
    ...overrides,
  };
}

export function measuredSla(...environments: SlaReading[]): MeasuredSla {
  return {
    environments: environments.length > 0 ? environments : [slaReading()],
    productionEnvironments: ['production'],
  };
}
