import { screen } from '@testing-library/react';
import { axe } from '../../__testUtils__/axe';
import {
  environment,
  forbiddenEnvironment,
  promotion,
  serviceDelivery,
} from '../../__testUtils__/delivery';
import {
  deliveryApiMock,
  renderDelivery,
} from '../../__testUtils__/renderDelivery';
import { DeliveryRequestError } from '../../shared/api/DeliveryRequestError';
import { EnvironmentsCard } from './EnvironmentsCard';

describe('EnvironmentsCard', () => {
  it('shows each environment small, and what is under way', async () => {
    const api = deliveryApiMock();
    api.getService.mockResolvedValue(
      serviceDelivery({
        environments: [
          environment('dev'),
          environment('production', { sync: 'OutOfSync', health: 'Degraded' }),
        ],
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
    );
    renderDelivery(<EnvironmentsCard />, { api });
    expect(await screen.findByText('Healthy')).toBeInTheDocument();
    expect(screen.getByText('Degraded')).toBeInTheDocument();
    expect(screen.getByText('OutOfSync')).toBeInTheDocument();
    expect(screen.queryByText('Synced')).toBeNull();
    expect(
      screen.getByRole('link', { name: /^PR #12 open/ }),
    ).toBeInTheDocument();
    const card = screen.getByRole('region', { name: 'Environments' });
    expect(await axe(card)).toEqual([]);
  });

  it('names the environments already while loading', async () => {
    const api = deliveryApiMock();
    api.getService.mockReturnValue(new Promise(() => {}));
    renderDelivery(<EnvironmentsCard />, { api });
    expect(
      await screen.findByRole('heading', { name: 'production' }),
    ).toBeInTheDocument();
  });

  it('says of an environment that the viewer may not see just that', async () => {
    const api = deliveryApiMock();
    api.getService.mockResolvedValue(
      serviceDelivery({
        environments: [environment('dev'), forbiddenEnvironment('production')],
        transitions: [
          { from: 'dev', to: 'production', state: 'unknown', changes: [] },
        ],
      }),
    );
    renderDelivery(<EnvironmentsCard />, { api });
    expect(
      await screen.findByText('You may not see this environment.'),
    ).toBeInTheDocument();
    expect(screen.getByText('Healthy')).toBeInTheDocument();
    expect(screen.queryByText(/unknown/i)).toBeNull();
  });

  it('names a missing permission', async () => {
    const api = deliveryApiMock();
    api.getService.mockRejectedValue(
      new DeliveryRequestError('forbidden', '', 'x1'),
    );
    renderDelivery(<EnvironmentsCard />, { api });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'delivery.environment.read',
    );
  });
});
