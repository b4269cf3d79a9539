import { screen, within } from '@testing-library/react';
import { axe } from '../../__testUtils__/axe';
import {
  component,
  serviceEntity,
  summary,
} from '../../__testUtils__/delivery';
import {
  deliveryApiMock,
  renderDelivery,
} from '../../__testUtils__/renderDelivery';
import { DeliveryRequestError } from '../../shared/api/DeliveryRequestError';
import { DependenciesCard } from './DependenciesCard';

const row = async (name: string) => {
  const item = (await screen.findByRole('link', { name })).closest('li');
  return within(item ?? document.body);
};

const known = ['kafka', 'n8n', 'postgres-operator'].map(name =>
  component(name),
);

describe('DependenciesCard', () => {
  it('keeps dependencies in the list that no service is meant by', async () => {
    renderDelivery(<DependenciesCard />, {
      entity: serviceEntity({ unknownDependencies: ['qdrant', 'infra/gone'] }),
      catalog: known,
    });
    const dependencies = await screen.findByRole('heading', {
      name: 'Dependencies',
    });
    const list = within(dependencies.closest('section') ?? document.body);
    const texts = list.getAllByRole('listitem').map(item => item.textContent);
    expect(texts.slice(0, 2)).toEqual([
      'qdrantis not a known service',
      'infra/goneis not a known service',
    ]);
    expect(list.queryByRole('link', { name: 'qdrant' })).toBeNull();
    expect(await row('kafka')).toBeDefined();
  });

  it('does not link to what the catalog does not have', async () => {
    renderDelivery(<DependenciesCard />, {
      catalog: known.filter(({ metadata }) => metadata.name !== 'kafka'),
    });
    const missing = await screen.findByText('Not in the catalog');
    expect(missing.closest('li')).toHaveTextContent(/^kafka/);
    expect(screen.queryByRole('link', { name: 'kafka' })).toBeNull();
    expect((await row('n8n')).getByText('Healthy')).toBeInTheDocument();
  });

  it('shows dependencies and dependents with their health', async () => {
    const api = deliveryApiMock();
    api.getSummaries.mockResolvedValue(
      new Map([
        [
          'component:default/kafka',
          summary('component:default/kafka', { health: 'Degraded' }),
        ],
        ['component:default/n8n', summary('component:default/n8n')],
      ]),
    );
    renderDelivery(<DependenciesCard />, { api, catalog: known });
    expect(
      await (await row('kafka')).findByText('Degraded'),
    ).toBeInTheDocument();
    expect((await row('n8n')).getByText('Healthy')).toBeInTheDocument();
    expect(
      (await row('postgres-operator')).getByText('Unknown'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'in-cluster' })).toBeNull();
    expect(
      await axe(
        screen.getByRole('region', { name: 'Dependencies and dependents' }),
      ),
    ).toEqual([]);
  });

  it('shows the worst of many, and where the others are', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `d${index}`);
    const api = deliveryApiMock();
    api.getSummaries.mockImplementation(
      async (refs: string[]) =>
        new Map(
          refs.map(ref => [
            ref,
            summary(ref, {
              health: ref.endsWith('/d299') ? 'Degraded' : 'Healthy',
            }),
          ]),
        ),
    );
    renderDelivery(<DependenciesCard />, {
      api,
      catalog: names.map(name => component(name)),
      entity: {
        ...serviceEntity(),
        relations: names.map(name => ({
          type: 'dependencyOf',
          targetRef: `component:default/${name}`,
        })),
      },
    });
    expect(
      await (await row('d299')).findByText('Degraded'),
    ).toBeInTheDocument();
    expect(screen.getAllByText('Healthy')).toHaveLength(7);
    expect(screen.getByRole('link', { name: '+ 292 more' })).toHaveAttribute(
      'href',
      '/around?view=list',
    );
  });

  it('asks for nothing when it stands alone', async () => {
    const { api } = renderDelivery(<DependenciesCard />, {
      entity: { ...serviceEntity(), relations: [] },
    });
    expect(
      await screen.findByText('Depends on no other service.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('No other service depends on it.'),
    ).toBeInTheDocument();
    expect(api.getSummaries).not.toHaveBeenCalled();
  });

  it('keeps the names and calls their health unknown when it cannot be read', async () => {
    const api = deliveryApiMock();
    api.getSummaries.mockRejectedValue(
      new DeliveryRequestError('failed', '', 'x1'),
    );
    renderDelivery(<DependenciesCard />, { api, catalog: known });
    expect(
      await screen.findByText('Their health could not be read.'),
    ).toBeInTheDocument();
    expect((await row('kafka')).getByText('Unknown')).toBeInTheDocument();
  });
});
