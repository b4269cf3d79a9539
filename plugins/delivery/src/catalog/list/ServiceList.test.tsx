import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiRef,
  EntityKindPicker,
  entityRouteRef,
  starredEntitiesApiRef,
  MockStarredEntitiesApi,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { QueryClient } from '@tanstack/react-query';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { component } from '../../__testUtils__/delivery';
import { fleetCell, fleetOf, fleetRow } from '../../__testUtils__/fleet';
import {
  deliveryApiMock,
  SignalsMock,
} from '../../__testUtils__/renderDelivery';
import { deliveryApiRef } from '../../shared/api/DeliveryApi';
import { deliveryQueryClientRef } from '../../shared/queries/deliveryQueryClientRef';
import { ServiceList } from './ServiceList';

const OF_SOURCE = { 'platform.stonegarden.dev/source': 'homelab' };

const entities = [
  component(
    'shop',
    {
      owner: 'group:default/product',
      layer: 'services',
      environments: [
        { name: 'dev', cluster: 'homelab', namespace: 'shop-dev' },
        { name: 'production', cluster: 'homelab', namespace: 'shop' },
      ],
      sla: {
        availability: { text: '99.9%', percent: 99.9 },
        latency: { text: '1.5s', milliseconds: 1500, percentile: 95 },
      },
    },
    {
      annotations: {
        ...OF_SOURCE,
        'platform.stonegarden.dev/availability-order': '099.90000',
      },
    },
  ),
  component(
    'kafka',
    {
      owner: 'group:default/infra',
      layer: 'infra',
      environments: 'nonsense',
      problems: [
        { severity: 'error', code: 'a', message: 'A.' },
        { severity: 'warning', code: 'b', message: 'B.' },
        { severity: 'warning', code: 'c', message: 'C.' },
      ],
    },
    { annotations: OF_SOURCE },
  ),
  { ...component('disk'), kind: 'Resource' },
];

const shopRow = fleetRow('shop', {
  environments: [
    fleetCell('dev', { health: 'Degraded' }),
    fleetCell('production'),
  ],
});

const renderList = (
  path = '/',
  api = deliveryApiMock(),
  signals = new SignalsMock(),
) =>
  renderInTestApp(
    <ServiceList
      pagination={{ mode: 'cursor', limit: 20 }}
      filters={[
        { id: 'catalog-filter:catalog/kind', element: <EntityKindPicker /> },
        { id: 'catalog-filter:catalog/tag', element: <p>Tag picker</p> },
      ]}
    />,
    {
      initialRouteEntries: [path],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      apis: [
        [catalogApiRef, catalogApiMock({ entities })],
        [deliveryApiRef, api],
        [
          deliveryQueryClientRef,
          new QueryClient({ defaultOptions: { queries: { retry: false } } }),
        ],
        [signalApiRef, signals],
        [starredEntitiesApiRef, new MockStarredEntitiesApi()],
      ],
    },
  );

const row = (name: string) =>
  screen.findByRole('row', { name: new RegExp(name) }, { timeout: 10_000 });

const names = () =>
  screen
    .getAllByRole('link')
    .map(link => link.textContent)
    .filter(text => text === 'shop' || text === 'kafka')
    .join(' ');

describe('ServiceList', () => {
  it('says where services run, what their SLA is and what is wrong', async () => {
    renderList();
    const shop = await row('shop');
    expect(within(shop).getByText('Services')).toBeInTheDocument();
    expect(
      within(shop)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['dev', 'production']);
    expect(shop).toHaveTextContent(/99\.9 % · 1\.5\ss/);
    const kafka = await row('kafka');
    expect(within(kafka).getByText('1 error')).toBeInTheDocument();
    expect(within(kafka).getByText('2 warnings')).toBeInTheDocument();
  });

  it('says how services are, by one answer for all of them', async () => {
    const api = deliveryApiMock();
    api.getFleet.mockResolvedValue(fleetOf([shopRow]));
    renderList('/', api);
    const shop = await row('shop');
    expect(
      await within(shop).findByRole('link', { name: 'Degraded in dev' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/shop/environments?environment=dev',
    );
    // It runs nowhere.
    expect(within(await row('kafka')).queryByText('Unknown')).toBeNull();
    expect(api.getFleet).toHaveBeenCalledTimes(1);
  });

  it('calls unknown what an Argo CD that does not answer last said, and all while the portal does not', async () => {
    const api = deliveryApiMock();
    api.getFleet.mockResolvedValue(
      fleetOf([
        { ...shopRow, environments: [fleetCell('dev', { stale: true })] },
      ]),
    );
    const { unmount } = renderList('/', api);
    expect(
      await within(await row('shop')).findByText('Unknown in dev'),
    ).toBeInTheDocument();
    unmount();
    api.getFleet.mockRejectedValue(new Error('no answer'));
    renderList('/', api);
    expect(
      await within(await row('shop')).findByText('Unknown'),
    ).toBeInTheDocument();
  });

  it('calls unknown what an answer said that is not renewed', async () => {
    const api = deliveryApiMock();
    api.getFleet.mockResolvedValue(fleetOf([shopRow]));
    const signals = new SignalsMock();
    renderList('/', api, signals);
    const shop = await row('shop');
    await within(shop).findByText('Degraded in dev');
    api.getFleet.mockRejectedValue(new Error('no answer'));
    signals.send({});
    expect(await within(shop).findByText('Unknown')).toBeInTheDocument();
    expect(within(shop).queryByText('Degraded in dev')).toBeNull();
  });

  it('is ordered by a column, turned around, and never loses a service', async () => {
    renderList();
    await waitFor(() => expect(names()).toBe('kafka shop'));
    await userEvent.click(
      screen.getByRole('button', { name: 'SLA: sort by it' }),
    );
    await waitFor(() => expect(names()).toBe('shop kafka'));
    await userEvent.click(
      screen.getByRole('button', {
        name: /^SLA: sorted by it, Descending/,
      }),
    );
    await waitFor(() =>
      expect(window.location.search).toMatch(/availability-order.*asc/),
    );
    expect(names()).toBe('shop kafka');
  });

  it('takes its order from the address', async () => {
    renderList('/?filters[order]=spec.layer&filters[order]=desc');
    await waitFor(() => expect(names()).toBe('shop kafka'));
    expect(
      await screen.findByRole('button', { name: /^Layer: sorted by it, Desc/ }),
    ).toBeInTheDocument();
  });

  it('has the orders of the columns and more in one place', async () => {
    renderList();
    await userEvent.click(
      await screen.findByRole('button', { name: /Sort by/ }),
    );
    await userEvent.click(await screen.findByRole('option', { name: 'Layer' }));
    await waitFor(() => expect(window.location.search).toContain('spec.layer'));
    await waitFor(() => expect(names()).toBe('kafka shop'));
  });

  it('leaves other kinds their filters, and services theirs', async () => {
    const { unmount } = renderList();
    await row('shop');
    expect(screen.queryByText('Tag picker')).not.toBeInTheDocument();
    unmount();
    renderList('/?filters[kind]=resource');
    expect(await screen.findByText('Tag picker')).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: /Sort by/ }),
    ).not.toBeInTheDocument();
  });
});
