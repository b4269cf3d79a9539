import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import type { SlaReading } from '@stonegarden/backstage-plugin-delivery-common';
import { screen } from '@testing-library/react';
import { axe } from '../../__testUtils__/axe';
import { serviceEntity } from '../../__testUtils__/delivery';
import { renderDelivery, slaApiMock } from '../../__testUtils__/renderDelivery';
import { measuredSla, slaReading } from '../../__testUtils__/sla';
import { SlaCard } from './SlaCard';

describe('SlaCard', () => {
  it('says what the SLA states in words, and what it means', async () => {
    renderDelivery(<SlaCard />);
    expect(await screen.findByText('99.975 %')).toBeInTheDocument();
    expect(screen.getByText('99.9 % available')).toBeInTheDocument();
    expect(
      screen.getByText(
        'At most 43 min of downtime in 30 d (30 d is the usual window; none is stated)',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText('95 % of requests within 200 ms'),
    ).toBeInTheDocument();
    expect(screen.getByText('1,000 per second')).toBeInTheDocument();
    expect(
      screen.getByText('At most 1 h of data lost (RPO)'),
    ).toBeInTheDocument();
    expect(screen.getByText('Back within 4 h (RTO)')).toBeInTheDocument();
    expect(await axe(screen.getByRole('region', { name: 'SLA' }))).toEqual([]);
  });

  it('reads availability over the window of the SLA', async () => {
    renderDelivery(<SlaCard />, {
      entity: serviceEntity({
        sla: {
          availability: { text: '99%', percent: 99 },
          window: { text: '7d', milliseconds: 7 * 86_400_000 },
        },
      }),
    });
    expect(
      await screen.findByText('At most 1 h of downtime in 7 d'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Not stated: Latency, Throughput, Data loss, Recovery.'),
    ).toBeInTheDocument();
  });

  it('says how to state an SLA', async () => {
    renderDelivery(<SlaCard />, {
      entity: serviceEntity({ sla: undefined }),
    });
    expect(await screen.findByText(/No SLA is stated/)).toBeInTheDocument();
  });

  function renderReadings(readings: SlaReading[], language = 'en') {
    const slaApi = slaApiMock();
    slaApi.getMeasuredSla.mockResolvedValue(measuredSla(...readings));
    return renderDelivery(<SlaCard />, { slaApi, language });
  }

  it('says what was measured beside what is promised', async () => {
    renderDelivery(<SlaCard />);
    expect(await screen.findByText('99.975 %')).toBeInTheDocument();
    expect(screen.getByText('97.2 %')).toBeInTheDocument();
    expect(screen.getAllByText('measured')).toHaveLength(2);
    expect(
      screen.getByText('75 % of the error budget is left.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/At the pace of the last hours it lasts the month\./),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        /Burn rate 3\.2 in the last hour, 0\.4 in the last 6 hours\./,
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('img', {
        name: /Error budget of production from .* was at 75\s% at the lowest, and is at 75\s% now\./,
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/Measured in production this month\./),
    ).toHaveTextContent(/As of \d+ s ago/);
    expect(await axe(screen.getByRole('region', { name: 'SLA' }))).toEqual([]);
  });

  it('says what is below its target, and what was overspent', async () => {
    renderReadings([
      slaReading({
        availability: {
          measured: 0.99899,
          target: 0.999,
          window: 'month',
          coverage: 0.4,
        },
        budget: {
          ...slaReading().budget!,
          left: -0.21,
          burnRate: { lastHour: 16 },
        },
        latency: { seconds: 0.1234, thresholdSeconds: 0.1, targetShare: 0.95 },
      }),
    ]);
    expect(await screen.findByText('99.899 %')).toBeInTheDocument();
    expect(screen.getAllByText('measured, below target')).toHaveLength(2);
    expect(screen.getByText('95 % within 123 ms')).toBeInTheDocument();
    expect(
      screen.getByText('The error budget is overspent by 21 %.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/There are measurements for 40 % of that time\./),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/Burn rate 16 in the last hour\./),
    ).toBeInTheDocument();
  });

  it('never rounds up to 100 %', async () => {
    renderReadings([
      slaReading({
        availability: {
          measured: 0.999_999_9,
          target: 0.999,
          window: 'month',
          coverage: 1,
        },
      }),
    ]);
    expect(await screen.findByText('99.999 %')).toBeInTheDocument();
  });

  it.each<[string, SlaReading]>([
    [
      'No Prometheus is configured for production. Add one to delivery.prometheus in app-config.',
      {
        environment: 'production',
        state: 'not-configured',
        reason: createReason('SlaNotConfigured', { environment: 'production' }),
      },
    ],
    [
      'Prometheus homelab has no measurements of production this month.',
      {
        environment: 'production',
        state: 'no-data',
        reason: createReason('SlaNoData', {
          environment: 'production',
          instance: 'homelab',
        }),
      },
    ],
    [
      'Prometheus homelab does not answer.',
      {
        environment: 'production',
        state: 'unreachable',
        reason: createReason('PrometheusUnreachable', { instance: 'homelab' }),
      },
    ],
    [
      'The permission delivery.environment.read is needed to see this environment.',
      {
        environment: 'production',
        state: 'forbidden',
        reason: createReason('EnvironmentForbidden', {
          permission: 'delivery.environment.read',
        }),
      },
    ],
  ])('tells apart why there are no numbers: %s', async (text, reading) => {
    renderReadings([slaReading({ environment: 'dev' }), reading]);
    expect(await screen.findByText(text)).toBeInTheDocument();
    expect(screen.getByText('99.9 % available')).toBeInTheDocument();
    expect(screen.queryByText('measured')).not.toBeInTheDocument();
    expect(await axe(screen.getByRole('region', { name: 'SLA' }))).toEqual([]);
  });

  it('keeps the last numbers while Prometheus is down, and says so', async () => {
    renderReadings([
      slaReading({
        state: 'unreachable',
        reason: createReason('PrometheusUnreachable', { instance: 'homelab' }),
        asOf: new Date(Date.now() - 4 * 60_000).toISOString(),
      }),
    ]);
    expect(await screen.findByText('99.975 %')).toBeInTheDocument();
    expect(
      screen.getByText('Prometheus homelab does not answer.'),
    ).toBeInTheDocument();
    expect(screen.getByText('As of 4 min ago')).toBeInTheDocument();
  });

  it('states the SLA at once, before anything was measured', async () => {
    const slaApi = slaApiMock();
    slaApi.getMeasuredSla.mockReturnValue(new Promise(() => {}));
    renderDelivery(<SlaCard />, { slaApi });
    expect(await screen.findByText('99.9 % available')).toBeInTheDocument();
    expect(screen.queryByText('measured')).not.toBeInTheDocument();
  });

  it('says when the portal does not answer, and keeps the SLA', async () => {
    const slaApi = slaApiMock();
    slaApi.getMeasuredSla.mockRejectedValue(new Error('down'));
    renderDelivery(<SlaCard />, { slaApi });
    expect(await screen.findByRole('alert')).toBeInTheDocument();
    expect(screen.getByText('99.9 % available')).toBeInTheDocument();
  });

  it('speaks German', async () => {
    renderReadings([slaReading()], 'de');
    expect(
      await screen.findByText('75 % des Fehlerbudgets sind übrig.'),
    ).toBeInTheDocument();
    expect(screen.getAllByText('gemessen')).toHaveLength(2);
  });
});
