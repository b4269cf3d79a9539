import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { axe } from '../__testUtils__/axe';
import { serviceEntity, summary } from '../__testUtils__/delivery';
import {
  deliveryApiMock,
  renderDelivery,
} from '../__testUtils__/renderDelivery';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';
import { DeliveryPage } from './DeliveryPage';

const catalog = [
  serviceEntity({}, 'audiobookshelf'),
  serviceEntity(
    { layer: 'platform', category: 'messaging', owner: 'group:default/infra' },
    'kafka',
  ),
];

// jsdom has no width, so the page shows cards; the table has a test of its own.
async function card(name: string) {
  const item = (await screen.findByRole('link', { name })).closest('li');
  return within(item ?? document.createElement('li'));
}

describe('DeliveryPage', () => {
  it('lists services with layer, team and what runs in each environment', async () => {
    const api = deliveryApiMock();
    api.getSummaries.mockResolvedValue(
      new Map([
        [
          'component:default/kafka',
          summary('component:default/kafka', { health: 'Degraded' }),
        ],
      ]),
    );
    const { container } = renderDelivery(<DeliveryPage />, { api, catalog });
    const row = await card('kafka');
    expect(row.getByRole('link', { name: 'kafka' })).toHaveAttribute(
      'href',
      '/catalog/default/component/kafka',
    );
    expect(row.getByText('Platform · infra')).toBeInTheDocument();
    expect(await row.findByText('2.17.4')).toBeInTheDocument();

    const without = await card('audiobookshelf');
    expect(without.getAllByText('Unknown')).toHaveLength(4);
    expect(without.queryByText('Healthy')).toBeNull();
    expect(screen.getByText('2 services')).toBeInTheDocument();
    expect(await axe(container)).toEqual([]);
  });

  it('names an Argo CD that does not answer, and keeps the list', async () => {
    const api = deliveryApiMock();
    api.getInstances.mockResolvedValue([
      { name: 'near', reachable: true },
      {
        name: 'far',
        reachable: false,
        lastContact: new Date(Date.now() - 240_000).toISOString(),
        unreachableSince: new Date(Date.now() - 240_000).toISOString(),
      },
    ]);
    renderDelivery(<DeliveryPage />, { api, catalog });
    expect(
      await screen.findByText(/^Argo CD far has not answered for 4\smin$/),
    ).toBeInTheDocument();
    expect(screen.queryByText(/Argo CD near/)).toBeNull();
    expect(screen.getByRole('link', { name: 'kafka' })).toBeInTheDocument();
  });

  it('begins with what needs somebody, says how many do, and shows only those on request', async () => {
    const api = deliveryApiMock();
    const row = (name: string, need: 'degraded' | 'none') => ({
      entityRef: `component:default/${name}`,
      name,
      owner: 'group:default/product',
      environments: [],
      need,
    });
    api.getFleet.mockResolvedValue({
      items: [row('kafka', 'degraded'), row('audiobookshelf', 'none')],
      productionEnvironments: ['production'],
    });
    const { container } = renderDelivery(<DeliveryPage />, { api, catalog });
    expect(
      await screen.findByText('1 service needs somebody now.'),
    ).toBeInTheDocument();
    const names = () =>
      screen
        .getAllByRole('link', { name: /^(kafka|audiobookshelf)$/ })
        .map(link => link.textContent);
    expect(names()).toEqual(['kafka', 'audiobookshelf']);
    expect(
      (await card('kafka')).getByRole('link', { name: 'production' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/kafka/environments?environment=production',
    );
    expect(await axe(container)).toEqual([]);
    await userEvent.click(
      screen.getByRole('button', { name: 'Needs attention 1' }),
    );
    expect(names()).toEqual(['kafka']);
    expect(screen.getByText('1 of 2 services')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Drifted 0' }));
    expect(screen.getByText('Nothing to show here')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show all services' }),
    );
    expect(names()).toEqual(['kafka', 'audiobookshelf']);
  });

  it('takes its filter from the address', async () => {
    renderDelivery(<DeliveryPage />, { catalog, path: '/?filter=messaging' });
    expect(await screen.findByText('1 of 2 services')).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'audiobookshelf' })).toBeNull();
    expect(screen.getByRole('link', { name: 'kafka' })).toBeInTheDocument();
    expect(screen.getByRole('searchbox')).toHaveValue('messaging');
  });

  it('says when nothing matches, and leads back', async () => {
    renderDelivery(<DeliveryPage />, { catalog });
    await screen.findByText('2 services');
    await userEvent.type(screen.getByRole('searchbox'), 'zzz');
    expect(
      await screen.findByText('No service matches “zzz”'),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear the filter' }),
    );
    expect(await screen.findByText('2 services')).toBeInTheDocument();
  });

  it('says what would stand here when the catalog has no services', async () => {
    renderDelivery(<DeliveryPage />, { catalog: [] });
    expect(await screen.findByText('No services yet')).toBeInTheDocument();
  });

  it('keeps the list when its facts cannot be read', async () => {
    const api = deliveryApiMock();
    api.getSummaries.mockRejectedValue(
      new DeliveryRequestError('unavailable', 'delivery is starting.', 'x1'),
    );
    renderDelivery(<DeliveryPage />, { api, catalog });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'delivery is starting.',
    );
    expect(screen.getByRole('link', { name: 'kafka' })).toBeInTheDocument();
    expect(screen.queryByText('Healthy')).toBeNull();
  });

  it('tells states apart that all used to be unknown, and says why', async () => {
    const api = deliveryApiMock();
    const facts = {
      sync: 'Unknown' as const,
      health: 'Unknown' as const,
      stale: false,
    };
    api.getSummaries.mockResolvedValue(
      new Map([
        [
          'component:default/audiobookshelf',
          summary('component:default/audiobookshelf', {
            environments: [
              {
                ...facts,
                name: 'dev',
                presence: 'absent',
                healthReason: createReason('ApplicationMissing', {
                  environment: 'dev',
                }),
              },
              {
                ...facts,
                name: 'staging',
                presence: 'forbidden',
                healthReason: createReason('ApplicationForbidden', {
                  environment: 'staging',
                  instance: 'homelab',
                  right: 'applications, get, media/*',
                }),
              },
              {
                ...facts,
                name: 'canary',
                presence: 'unlisted',
                sync: 'Synced',
                health: 'Healthy',
                stale: true,
              },
              {
                ...facts,
                name: 'production',
                presence: 'present',
                health: 'Healthy',
                syncReason: createReason('ApplicationCondition', {
                  type: 'ComparisonError',
                  detail: 'kustomize build failed',
                }),
              },
            ],
          }),
        ],
      ]),
    );
    const { container } = renderDelivery(<DeliveryPage />, { api, catalog });
    const row = await card('audiobookshelf');
    expect(await row.findByText('No application')).toBeInTheDocument();
    expect(
      row.getByText('Not visible to the portal’s account'),
    ).toBeInTheDocument();
    expect(row.getByText('No longer listed')).toBeInTheDocument();
    expect(
      row.getByText(/^staging: .*applications, get, media\/\*/),
    ).toBeInTheDocument();
    expect(
      row.getByText(/^production: .*ComparisonError: kustomize build failed/),
    ).toBeInTheDocument();
    expect(row.queryByText('Missing')).toBeNull();
    expect(row.queryByText('Unknown')).toBeNull();
    expect(await axe(container)).toEqual([]);
  });

  it('does not guess a release where two versions run', async () => {
    const api = deliveryApiMock();
    api.getSummaries.mockResolvedValue(
      new Map([
        [
          'component:default/kafka',
          summary('component:default/kafka', {
            environments: [
              {
                name: 'dev',
                presence: 'present',
                sync: 'Synced',
                health: 'Progressing',
                stale: false,
                mixed: true,
              },
            ],
          }),
        ],
      ]),
    );
    renderDelivery(<DeliveryPage />, { api, catalog });
    const row = await card('kafka');
    expect(await row.findByText('two versions')).toBeInTheDocument();
  });
});
