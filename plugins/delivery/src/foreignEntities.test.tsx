import { stringifyEntityRef } from '@backstage/catalog-model';
import { screen } from '@testing-library/react';
import {
  deriveFleetRow,
  readServiceEntity,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  component,
  serviceDelivery,
  serviceEntity,
} from './__testUtils__/delivery';
import { hostileServices, SEED } from './__testUtils__/hostileServices';
import { entityWith, problem } from './__testUtils__/problems';
import {
  deliveryApiMock,
  renderDelivery,
} from './__testUtils__/renderDelivery';
import { serviceSpec } from './catalog/list/cells/serviceSpec';
import { DeliveryPage } from './fleet/DeliveryPage';
import { ProblemsPage } from './problems/ProblemsPage';
import { AboutCard } from './service/cards/AboutCard';
import { DependenciesCard } from './service/cards/DependenciesCard';
import { EnvironmentsCard } from './service/cards/EnvironmentsCard';
import { OperationsCard } from './service/cards/OperationsCard';
import { OwnerCard } from './service/cards/OwnerCard';
import { ProblemsCard } from './service/cards/ProblemsCard';
import { SlaCard } from './service/cards/SlaCard';
import { EntityPart } from './service/EntityPart';
import { EnvironmentsContent } from './service/EnvironmentsContent';

jest.setTimeout(60_000);

/** What took the page down for everybody. */
const foreign = component('foreign', {
  type: 'service',
  lifecycle: 'production',
  owner: 'guests',
  environments: [null],
  problems: [null, { severity: 'error', code: 'x', message: 'Look at me' }],
});
const good = serviceEntity({}, 'shop');
const CANNOT = /cannot be shown here/;

/** React says on the console what a boundary catches. */
function quiet() {
  jest.spyOn(console, 'error').mockImplementation(() => {});
}
afterEach(() => jest.restoreAllMocks());

describe(`an entity that anybody may have registered (seed ${SEED})`, () => {
  it('is not among the problems', async () => {
    renderDelivery(<ProblemsPage />, {
      catalog: [
        foreign,
        entityWith('shop', [problem({ message: 'Mend this' })]),
      ],
    });
    expect(await screen.findByText('Mend this')).toBeInTheDocument();
    expect(screen.queryByText('Look at me')).toBeNull();
  });

  it('has nothing in the columns of the catalog', () => {
    const claims = serviceEntity({ problems: [problem()] }).spec;
    const copy = component('copy', JSON.parse(JSON.stringify(claims)));
    expect(serviceSpec(copy)).toEqual({
      environments: [],
      errors: 0,
      warnings: 0,
    });
    expect(serviceSpec({ ...copy, metadata: good.metadata })).toMatchObject({
      environments: ['dev', 'staging', 'canary', 'production'],
      layer: 'services',
      warnings: 1,
    });
  });

  it('cannot break the list of services, of whatever shape it is', async () => {
    const api = deliveryApiMock();
    const services = [good, ...hostileServices(80)].flatMap(
      entity => readServiceEntity(entity) ?? [],
    );
    api.getFleet.mockResolvedValue({
      items: services.map(entity =>
        deriveFleetRow(
          {
            entityRef: stringifyEntityRef(entity),
            entity,
            environments: serviceDelivery().environments,
            promotions: [],
            lags: new Map(),
          },
          ['production'],
        ),
      ),
      productionEnvironments: ['production'],
    });
    renderDelivery(<DeliveryPage />, { api });
    expect(
      await screen.findByRole('link', { name: 'shop' }),
    ).toBeInTheDocument();
    expect(services.length).toBeGreaterThan(10);
    expect(screen.queryByText(CANNOT)).toBeNull();
  });

  it('cannot break the list of problems, of whatever shape it is', async () => {
    renderDelivery(<ProblemsPage />, {
      catalog: [
        ...hostileServices(80),
        entityWith('shop', [problem({ message: 'Mend this' })]),
      ],
    });
    expect(await screen.findByText('Mend this')).toBeInTheDocument();
    expect(screen.queryByText(CANNOT)).toBeNull();
  });

  it('cannot break the columns of the catalog, of whatever shape it is', () => {
    for (const entity of hostileServices(300)) {
      const { environments, errors, warnings } = serviceSpec(entity);
      expect(environments.every(name => typeof name === 'string')).toBe(true);
      expect(errors + warnings).toBeGreaterThanOrEqual(0);
    }
  });

  it.each(hostileServices(12).map((entity, index) => [index, entity] as const))(
    'cannot break the cards of its own page, of whatever shape it is (%s)',
    async (_index, entity) => {
      quiet();
      renderDelivery(
        <>
          {[
            AboutCard,
            DependenciesCard,
            EnvironmentsCard,
            OperationsCard,
            OwnerCard,
            ProblemsCard,
            SlaCard,
            EnvironmentsContent,
          ].map((Card, index) => (
            <EntityPart key={index}>
              <Card />
            </EntityPart>
          ))}
          <p>Everything else</p>
        </>,
        { entity },
      );
      expect(await screen.findByText('Everything else')).toBeInTheDocument();
      // The card of problems reads any entity, so it is there beside whatever the others say.
      expect(
        screen.getByRole('region', { name: 'Problems' }),
      ).toBeInTheDocument();
    },
  );
});

describe('a part that cannot be shown', () => {
  it('says so in place of a card', async () => {
    quiet();
    const api = deliveryApiMock();
    renderDelivery(
      <>
        <EntityPart>
          <SlaCard />
        </EntityPart>
        <p>Everything else</p>
      </>,
      { api, entity: component('library', { type: 'library' }) },
    );
    expect(await screen.findByText('Everything else')).toBeInTheDocument();
    expect(screen.getByText(/^library cannot be shown/)).toBeInTheDocument();
  });
});
