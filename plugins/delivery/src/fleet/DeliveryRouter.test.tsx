import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from '../__testUtils__/axe';
import { serviceEntity } from '../__testUtils__/delivery';
import { fleetOf, fleetRow } from '../__testUtils__/fleet';
import { entityWith, problem } from '../__testUtils__/problems';
import {
  deliveryApiMock,
  renderDelivery,
} from '../__testUtils__/renderDelivery';
import { DeliveryRouter } from './DeliveryRouter';

const services = () => screen.findByRole('link', { name: 'Services' });

describe('DeliveryRouter', () => {
  it('stands for a page in its size while the code of the page is fetched', async () => {
    renderDelivery(<DeliveryRouter />, { path: '/delivery/metrics' });
    const waiting = await screen.findByText('Loading the page');
    expect(waiting.closest('[aria-busy]')).toBeInTheDocument();
    expect(
      await screen.findByRole('heading', { name: 'Delivery metrics' }),
    ).toBeInTheDocument();
    expect(screen.queryByText('Loading the page')).toBeNull();
  });

  it('begins with the services', async () => {
    const api = deliveryApiMock();
    api.getFleet.mockResolvedValue(fleetOf([fleetRow('audiobookshelf')]));
    const { container } = renderDelivery(<DeliveryRouter />, {
      api,
      path: '/delivery',
    });
    expect(await screen.findByText('1 service')).toBeInTheDocument();
    expect(await services()).toHaveAttribute('aria-current', 'page');
    expect(await axe(container)).toEqual([]);
  });

  it('leads to the manifests with problems, of which it says how many there are', async () => {
    renderDelivery(<DeliveryRouter />, {
      path: '/delivery',
      catalog: [entityWith('audiobookshelf', [problem(), problem()])],
    });
    const problems = await screen.findByRole('link', { name: 'Problems (2)' });
    expect(problems).not.toHaveAttribute('aria-current');
    await userEvent.click(problems);
    expect(
      await screen.findByRole('heading', { name: 'Manifests with problems' }),
    ).toBeInTheDocument();
    expect(problems).toHaveAttribute('aria-current', 'page');
    expect(await services()).not.toHaveAttribute('aria-current');
  });

  it('opens the manifests with problems by their address', async () => {
    renderDelivery(<DeliveryRouter />, {
      path: '/delivery/problems',
      catalog: [serviceEntity()],
    });
    expect(
      await screen.findByText('No manifest has a problem'),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Problems' })).toHaveAttribute(
      'aria-current',
      'page',
    );
  });
});
