import { screen } from '@testing-library/react';
import { renderDelivery } from '../__testUtils__/renderDelivery';
import { DeliveryRouter } from './DeliveryRouter';

describe('DeliveryRouter', () => {
  it('begins with the services', async () => {
    renderDelivery(<DeliveryRouter />, { path: '/delivery' });
    expect(await screen.findByText('1 service')).toBeInTheDocument();
  });

  it('leads to the manifests with problems', async () => {
    renderDelivery(<DeliveryRouter />, { path: '/delivery/problems' });
    expect(
      await screen.findByRole('heading', { name: 'Manifests with problems' }),
    ).toBeInTheDocument();
  });
});
