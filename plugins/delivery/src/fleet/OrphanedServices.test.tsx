import { screen, within } from '@testing-library/react';
import { axe } from '../__testUtils__/axe';
import {
  deliveryApiMock,
  renderDelivery,
} from '../__testUtils__/renderDelivery';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';
import { OrphanedServices, OrphanedServicesLink } from './OrphanedServices';

const gone = {
  name: 'gone',
  applications: [
    {
      name: 'gone-dev',
      instance: 'homelab',
      environment: 'dev',
      sync: 'Synced' as const,
      health: 'Degraded' as const,
      url: 'https://argo.example/applications/argocd/gone-dev',
      stale: false,
    },
    {
      name: 'gone-production',
      instance: 'far',
      environment: 'production',
      sync: 'Unknown' as const,
      health: 'Healthy' as const,
      stale: true,
    },
  ],
};

const rendered = (language: string) => {
  const api = deliveryApiMock();
  api.getOrphanedServices.mockResolvedValue([gone]);
  return renderDelivery(<OrphanedServices />, { api, language });
};

describe('OrphanedServices', () => {
  it('names services that left the catalog, and what still runs of them', async () => {
    const { container } = rendered('en');
    const section = within(
      await screen.findByRole('region', {
        name: '1 service in Argo CD is not in the catalog',
      }),
    );
    expect(section.getByText('Degraded')).toBeInTheDocument();
    expect(
      section.getByRole('link', { name: 'gone-dev in Argo CD (new tab)' }),
    ).toHaveAttribute('href', gone.applications[0].url);
    const production = section.getByText('production').closest('li');
    expect(production).toHaveTextContent('last known, from Argo CD far');
    expect(await axe(container)).toEqual([]);
  });

  it('says so in German', async () => {
    rendered('de');
    expect(
      await screen.findByText('1 Dienst in Argo CD ist nicht im Katalog'),
    ).toBeInTheDocument();
  });

  it('is led to from the head of the page', async () => {
    const api = deliveryApiMock();
    api.getOrphanedServices.mockResolvedValue([gone]);
    renderDelivery(
      <>
        <OrphanedServicesLink />
        <OrphanedServices />
      </>,
      { api },
    );
    const name = '1 service in Argo CD is not in the catalog';
    const link = await screen.findByRole('link', { name });
    expect(link).toHaveAttribute(
      'href',
      `#${screen.getByRole('heading', { name }).id}`,
    );
    expect(api.getOrphanedServices).toHaveBeenCalledTimes(1);
  });

  it('stays away while there are none, and when nobody knows', async () => {
    const api = deliveryApiMock();
    api.getOrphanedServices.mockRejectedValue(
      new DeliveryRequestError('failed', '', 'x1'),
    );
    renderDelivery(
      <>
        <OrphanedServicesLink />
        <OrphanedServices />
        <p>page</p>
      </>,
      { api },
    );
    expect(await screen.findByText('page')).toBeInTheDocument();
    expect(api.getOrphanedServices).toHaveBeenCalled();
    expect(screen.queryByRole('heading')).toBeNull();
    expect(screen.queryByRole('link')).toBeNull();
  });
});
