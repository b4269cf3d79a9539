import { screen } from '@testing-library/react';
import { axe } from '../../__testUtils__/axe';
import { serviceEntity } from '../../__testUtils__/delivery';
import { renderDelivery } from '../../__testUtils__/renderDelivery';
import { SlaCard } from './SlaCard';

describe('SlaCard', () => {
  it('says what the SLA states in words, and what it means', async () => {
    renderDelivery(<SlaCard />);
    expect(await screen.findByText('99.9% available')).toBeInTheDocument();
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
});
