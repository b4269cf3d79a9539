import { screen, within } from '@testing-library/react';
import { axe } from '../../__testUtils__/axe';
import { serviceEntity, summary } from '../../__testUtils__/delivery';
import { problem } from '../../__testUtils__/problems';
import {
  deliveryApiMock,
  renderDelivery,
} from '../../__testUtils__/renderDelivery';
import { DeliveryRequestError } from '../../shared/api/DeliveryRequestError';
import { DependenciesContent } from './DependenciesContent';

const ref = (name: string) => `component:default/${name}`;

function service(
  name: string,
  dependencies: string[],
  dependents: string[],
  spec: Parameters<typeof serviceEntity>[0] = {},
) {
  return {
    ...serviceEntity(spec, name),
    relations: [
      ...dependencies.map(other => ({
        type: 'dependsOn',
        targetRef: ref(other),
      })),
      ...dependents.map(other => ({
        type: 'dependencyOf',
        targetRef: ref(other),
      })),
    ],
  };
}

const shop = service('shop', ['kafka', 'gone'], ['web']);
const catalog = [
  shop,
  service('kafka', ['storage'], ['shop'], { problems: [problem(), problem()] }),
  service('storage', [], ['kafka']),
  service('web', ['shop'], ['gateway']),
  service('gateway', ['web'], []),
];

// jsdom has no width, so these are lists; the drawing has a test of its own.
const row = async (section: string, name: string) => {
  const heading = await screen.findByRole('heading', { name: section });
  const item = within(heading.closest('section') ?? document.body)
    .getByText(name)
    .closest('li');
  return within(item ?? document.createElement('li'));
};

describe('DependenciesContent', () => {
  it('goes two steps in each direction, with health and problems', async () => {
    const api = deliveryApiMock();
    api.getSummaries.mockImplementation(
      async refs =>
        new Map(
          refs
            .filter(one => one !== ref('storage'))
            .map(one => [
              one,
              summary(one, {
                health: one === ref('kafka') ? 'Degraded' : 'Healthy',
              }),
            ]),
        ),
    );
    const { container } = renderDelivery(<DependenciesContent />, {
      api,
      catalog,
      entity: shop,
    });
    const kafka = await row('Direct dependencies (2)', 'kafka');
    expect(kafka.getByText('Degraded')).toBeInTheDocument();
    expect(kafka.getByText('2 problems')).toBeInTheDocument();
    expect(kafka.getByRole('link', { name: 'kafka' })).toHaveAttribute(
      'href',
      '/catalog/default/component/kafka',
    );
    const gone = await row('Direct dependencies (2)', 'gone');
    expect(gone.getByText('Not in the catalog')).toBeInTheDocument();
    expect(gone.queryByRole('link')).toBeNull();
    const storage = await row('Indirect dependencies (1)', 'storage');
    expect(storage.getByText('through kafka')).toBeInTheDocument();
    expect(storage.getByText('Unknown')).toBeInTheDocument();
    await row('Direct dependents (1)', 'web');
    const gateway = await row('Indirect dependents (1)', 'gateway');
    expect(gateway.getByText('through web')).toBeInTheDocument();
    expect(
      screen.getByText(
        /^Direct dependencies: 2, indirect: 1\. Direct dependents: 1/,
      ),
    ).toBeInTheDocument();
    expect(await axe(container)).toEqual([]);
  });

  it('names the dependencies that no service is meant by, alone as well', async () => {
    renderDelivery(<DependenciesContent />, {
      entity: service('shop', [], [], { unknownDependencies: ['qdrant'] }),
    });
    const qdrant = await row('Direct dependencies (1)', 'qdrant');
    expect(qdrant.getByText('is not a known service')).toBeInTheDocument();
    expect(qdrant.queryByRole('link')).toBeNull();
    expect(screen.getByText(/^Direct dependencies: 1,/)).toBeInTheDocument();
  });

  it('names 300 dependents, asked for in few requests', async () => {
    const many = Array.from({ length: 300 }, (_, index) => `d${index}`);
    const hub = service('hub', [], many);
    const { api } = renderDelivery(<DependenciesContent />, {
      entity: hub,
      catalog: [hub, ...many.map(name => service(name, ['hub'], []))],
    });
    await row('Direct dependents (300)', 'd299');
    expect(api.getSummaries).toHaveBeenCalledTimes(1);
  });

  it('says that there are none', async () => {
    const { api } = renderDelivery(<DependenciesContent />, {
      entity: service('shop', [], []),
    });
    expect(
      await screen.findByText('No dependencies or dependents'),
    ).toBeInTheDocument();
    expect(api.getSummaries).not.toHaveBeenCalled();
  });

  it('keeps the names when their health cannot be read', async () => {
    const api = deliveryApiMock();
    api.getSummaries.mockRejectedValue(
      new DeliveryRequestError('failed', '', 'x1'),
    );
    renderDelivery(<DependenciesContent />, { api, catalog, entity: shop });
    expect(
      await screen.findByText('Their health could not be read.'),
    ).toBeInTheDocument();
    const kafka = await row('Direct dependencies (2)', 'kafka');
    expect(kafka.getByText('Unknown')).toBeInTheDocument();
  });
});
